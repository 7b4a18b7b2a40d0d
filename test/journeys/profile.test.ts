// One's profile in a real browser: with and without scripts, narrow and wide, dark and zoomed; a mistake, then a change.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { recordValue } from '#people'
import { system } from '#platform/actor.ts'
import { openTown, type Town } from '#test/journey.ts'

const RESIDENT = 'habitante@parvis.example'

describe('the profile in a browser', () => {
  let town: Town
  before(async () => {
    town = await openTown()
    await town.parvis.db.write(system, async (tx) => {
      const person = await tx.q
        .selectFrom('accounts.person')
        .select('id')
        .where('email', '=', RESIDENT)
        .executeTakeFirstOrThrow()
      const expiresAt = new Date(tx.now.getTime() + 365 * 86_400_000)
      const civil = {
        given_name: 'Nour Samira',
        family_name: 'BELLECOUR',
        birthdate: '1974-08-12',
        gender: 'female',
      }
      for (const [valueId, value] of Object.entries(civil) as [keyof typeof civil, string][])
        await recordValue(tx, {
          personId: person.id,
          valueId,
          value,
          source: 'franceconnect',
          level: 'certified',
          expiresAt,
        })
    })
  })
  after(() => town.close())

  for (const scripts of [true, false])
    test(`shown, refused, changed (${scripts ? 'with' : 'without'} scripts)`, async () => {
      const visitor = await town.visitor({ as: RESIDENT, scripts })
      const { page, open, press, text } = visitor
      await open('/compte')
      await press('Profil')
      await visitor.checkedInDark()
      await visitor.checkedOnPhone()
      await visitor.fitsZoomed()
      assert.match(await text(), /FranceConnect/)
      await page.getByLabel('Numéro de téléphone').fill('demain')
      await press('Enregistrer')
      assert.match(await text(), /Écrivez un numéro de téléphone/)
      assert.equal(await page.getByLabel('Numéro de téléphone').inputValue(), 'demain')
      await page.getByLabel('Numéro de téléphone').fill(scripts ? '06 39 98 00 01' : '06 39 98 00 02')
      await press('Enregistrer')
      assert.match(await text(), /Votre profil est à jour/)
      assert.match(await text(), scripts ? /06 39 98 00 01/ : /06 39 98 00 02/)
      await visitor.close()
    })
})
