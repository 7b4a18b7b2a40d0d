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

  test('shown, and what is no telephone refused, without scripts on a phone', async () => {
    const { page, open, press, text } = await town.visitor({ as: RESIDENT, scripts: false, width: 390 })
    await open('/compte/profil')
    assert.match(await text(), /FranceConnect/)
    await page.getByLabel('Numéro de téléphone').fill('demain')
    await press('Enregistrer')
    assert.match(await text(), /Écrivez un numéro de téléphone/)
    assert.equal(await page.getByLabel('Numéro de téléphone').inputValue(), 'demain')
  })

  test('changed on a wide screen, in both themes, zoomed', async () => {
    const { page, open, press, text, checkedInDark, reflows } = await town.visitor({ as: RESIDENT })
    await open('/compte')
    await press('Profil')
    await checkedInDark()
    await reflows()
    await page.getByLabel('Numéro de téléphone').fill('06 39 98 00 01')
    await press('Enregistrer')
    assert.match(await text(), /Votre profil est à jour/)
    assert.match(await text(), /06 39 98 00 01/)
  })
})
