// Who answers, changed from a browser: a commune's own rule, tried before it is kept; with scripts on a wide screen, without on a phone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town, type VisitorOptions } from '#test/journey.ts'

const HERE = '/administration/competences'

describe('the rules of competence', { concurrency: 2 }, () => {
  let town: Town
  before(async () => {
    town = await openTown()
    await town.parvis.makeRequest({ service: 'depot-sauvage', commune: '69029', placeKind: 'park' })
  })
  after(() => town.close())

  const walks: readonly [string, VisitorOptions, kind: string, label: string][] = [
    ['on a wide screen', { width: 1440 }, 'park', 'Dans un parc ou un jardin'],
    ['on a phone, without scripts', { width: 390, scripts: false }, 'school', 'Dans une école ou une crèche'],
  ]
  for (const [where, options, kind, label] of walks)
    test(`a town says which of its services answers, ${where}`, async () => {
      const { page, open, press, text, checked, close } = await town.visitor({
        ...options,
        as: 'admin.bron@parvis.example',
      })
      await open(`${HERE}?q=depot`)
      await press('Dépôt sauvage')
      assert.match(await text(), /Prouvé/)
      await press('Ajouter une règle')
      await page.getByLabel('Genre de lieu').selectOption(kind)
      await page.getByLabel('Fonction du service').selectOption('streets')
      await page.getByLabel('Fondement').fill('Délibération du 2 novembre 2026')
      await page.getByLabel('Ce que lit l’habitant').fill('À {commune}, la mairie enlève les dépôts.')
      await press('Voir ce que cela change')
      assert.match(await text(), /Ce qui change le[^]*L’emporte sur[^]*Essai sur les demandes de l’année/)
      await press('Ajouter la règle')
      assert.match(await text(), new RegExp(`La règle est enregistrée[^]*${label}[^]*À venir`))
      await open(`${HERE}/pourquoi?sujet=depot-sauvage&commune=69029&lieu=${kind}&jour=2026-12-01`)
      assert.match(await text(), /la mairie enlève les dépôts/)
      await checked()
      await close()
    })
})
