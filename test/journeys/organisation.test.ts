// A directorate merges three of its teams and changes its mind: 40 agents and 300 open requests move and come back, row for row. Merged
// with scripts on a wide screen, undone without on a phone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { openTown, type Town } from '#test/journey.ts'
import { fillUnits, heldRows } from '#test/organisation.ts'

const HERE = '/administration/organisation'
const ADMIN = 'admin@parvis.example'

describe('the organisation of a directorate', () => {
  let town: Town
  before(async () => {
    town = await openTown()
    const { id: model } = await town.parvis.makeRequest({ commune: '69029' })
    await town.parvis.db.write(system, async (tx) => {
      const teams = (await territory(tx)).units.filter(({ code }) => /^voirie-(nord|sud)$/.test(code))
      assert.equal(teams.length, 2)
      // Two people of the demonstration work there already.
      await fillUnits(tx, { units: teams.map(({ id }) => id), model, requests: 300, agents: 38 })
    })
  })
  after(() => town.close())

  const rows = () => town.parvis.db.read(system, heldRows)

  test('is read, reorganised and put back, and every row is what it was', async () => {
    const before = await rows()
    const { page, open, press, text } = await town.visitor({ as: ADMIN })
    await open(`${HERE}?q=Voirie`)
    await press('Voirie Nord')
    await press('Fermer, réunir ou placer ailleurs')
    await page.getByLabel('Voirie Sud', { exact: true }).check()
    await page.getByLabel(/L’unité qui prend leur suite/).selectOption('Voirie Est')
    await press('Voir ce qui bougerait')
    assert.match(await text(), /300\sdemandes ouvertes/)
    assert.match(await text(), /40\sagents/)
    assert.deepEqual(await rows(), before, 'a preview moves nothing')
    await press('Confirmer')
    assert.match(await text(), /C’est fait/)
    assert.notDeepEqual(await rows(), before)

    const phone = await town.visitor({ as: ADMIN, scripts: false, width: 390 })
    await phone.open(new URL(page.url()).pathname)
    await phone.press('Tout remettre en place')
    assert.match(await phone.text(), /Tout est revenu à sa place/)
    assert.deepEqual(await rows(), before)
    await phone.open(`${HERE}?q=Voirie`)
    await phone.press('Voirie Nord')
    await phone.press('Modifier')
    await phone.press('Enregistrer')
    for (const path of [
      'changements',
      'calendriers',
      'collectivites',
      'collectivites/bron',
      'nouvelle-unite',
    ])
      await phone.open(`${HERE}/${path}`)

    await phone.open(`${HERE}/collectivites/bron`)
    await phone.page.locator('#brand').fill('#4a2c6b')
    await phone.page.locator('#brandStrong').fill('#2e1a45')
    await phone.press('Enregistrer')
    const seen = phone.page.getByRole('link', { name: 'Voir le guichet dans ces couleurs' })
    await phone.open((await seen.getAttribute('href')) ?? '')
    assert.match(await phone.text(), /Couleurs à l’essai/)
  })
})
