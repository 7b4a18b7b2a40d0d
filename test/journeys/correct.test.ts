// The service of a request, corrected from a browser: found as one types, then corrected back on a phone without scripts.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

const ROADS = 'voirie@parvis.example'

describe('the service of a request', () => {
  let town: Town
  let here: string
  before(async () => {
    town = await openTown()
    const { ref } = await town.parvis.makeRequest({ commune: '69029' })
    here = `/agents/demandes/${ref}`
  })
  after(() => town.close())

  test('is corrected, and corrected back', async () => {
    const { page, open, press, checkedOnPhone, text } = await town.visitor({ as: ROADS })
    await open(`${here}?retour=canal%3Dweb`)
    await press('Corriger la démarche')
    await page.getByRole('combobox', { name: 'Chercher une démarche' }).fill('trottoir degr')
    await page.getByRole('listbox').getByText('Signaler un trottoir dégradé').click()
    await press('Voir ce que cela change')
    assert.match(await text(), /Solution\s+Au plus tard le [^]*au lieu de[^]*Réponses d’origine/)
    await checkedOnPhone()
    await press('Corriger la démarche')
    assert.match(
      await text(),
      /La démarche est corrigée[^]*Trottoir dégradé.{1,3}au lieu de.{1,3}Nid-de-poule/,
    )
    assert.match(
      (await page.getByRole('link', { name: 'Voirie Est' }).first().getAttribute('href')) ?? '',
      /canal=web/,
    )

    const phone = await town.visitor({ as: ROADS, scripts: false, width: 390 })
    await phone.open(here)
    await phone.press('Corriger la démarche')
    await phone.page.getByLabel('La bonne démarche').selectOption({ label: 'Signaler un nid-de-poule' })
    await phone.press('Voir ce que cela change')
    await phone.press('Corriger la démarche')
    assert.match(await phone.text(), /La démarche est corrigée/)
  })
})
