// Who answers, changed from a browser: a commune's own rule, tried on a wide screen before it is kept, read on a phone without scripts.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

const HERE = '/administration/competences'
const ADMIN = 'admin.bron@parvis.example'

describe('the rules of competence', () => {
  let town: Town
  before(async () => {
    town = await openTown()
    await town.parvis.makeRequest({ service: 'depot-sauvage', commune: '69029', placeKind: 'park' })
  })
  after(() => town.close())

  test('a town says which of its services answers: tries it, adds it, and reads why', async () => {
    const { page, open, press, text } = await town.visitor({ as: ADMIN })
    await open(`${HERE}?q=depot`)
    await press('Dépôt sauvage')
    assert.match(await text(), /Prouvé/)
    await press('Ajouter une règle')
    await page.getByLabel('Genre de lieu').selectOption('school')
    await page.getByLabel('Fonction du service').selectOption('streets')
    await page.getByLabel('Texte de référence').fill('Délibération du 2 novembre 2026')
    await page.getByLabel('Ce que lit l’habitant').fill('À {commune}, la mairie enlève les dépôts.')
    await press('Voir ce que cela change')
    assert.match(await text(), /Ce qui change le[^]*L’emporte sur[^]*Essai sur les demandes de l’année/)
    await press('Ajouter la règle')
    assert.match(await text(), /La règle est enregistrée[^]*Dans une école ou une crèche[^]*À venir/)

    const phone = await town.visitor({ as: ADMIN, scripts: false, width: 390 })
    await phone.open(`${HERE}?q=depot`)
    await phone.press('Dépôt sauvage')
    await phone.press('Ajouter une règle')
    await phone.open(`${HERE}/pourquoi?sujet=depot-sauvage&commune=69029&lieu=school&jour=2026-12-01`)
    assert.match(await phone.text(), /la mairie enlève les dépôts/)
  })
})
