// Whoever administers a town makes the key of its directory, sees it once, and revokes it; with and without scripts, on a desk and on a
// phone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

describe('the key of a directory', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  for (const [scripts, width] of [
    [true, 1440],
    [false, 390],
  ] as const)
    test(`is shown once, then revoked, ${scripts ? 'with' : 'without'} scripts, on ${width} pixels`, async () => {
      const name = `Entra ID ${width}`
      const { page, open, press, text } = await town.visitor({
        as: 'admin.bron@parvis.example',
        scripts,
        width,
      })
      await open('/administration/annuaires')
      await press('Faire une clé')
      await page.getByLabel('Nom de l’annuaire').fill(name)
      await page.getByLabel('Service où arrivent').selectOption({ index: 1 })
      await page.getByRole('radio').first().check()
      await press('Faire la clé')
      assert.match(await text(), /parvis_scim_\S+/)
      await press('Revenir aux annuaires')
      assert.doesNotMatch(await text(), /parvis_scim_/)
      await press(name)
      await press('Retirer cette clé')
      assert.match(await text(), /est retirée/)
    })
})
