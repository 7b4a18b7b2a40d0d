// Somebody makes an audience, reads whom it holds, and says something to it; one of those it holds reads it on a phone, and why.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

describe('an audience', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  test('is made without scripts, and reads what is for it', async () => {
    const { page, open, press, text, checkedOnPhone } = await town.visitor({
      as: 'marius.redaction@parvis.example',
      scripts: false,
    })
    await open('/administration/publics')
    await checkedOnPhone()
    await press('Faire un public')
    await page.getByLabel('Nom du public').fill('Accueil de la mairie')
    await page.getByLabel('Qui', { exact: true }).selectOption({ label: 'Ville de Bron' })
    await page.getByLabel('Avec quelle fonction', { exact: true }).selectOption({ label: 'Agents d’accueil' })
    await press('Voir qui le composera')
    assert.match(await text(), /Les agents d’accueil de la Ville de Bron\.\s+\d+\spersonnes?/)
    await checkedOnPhone()
    await press('Enregistrer')
    assert.match(await text(), /Accueil de la mairie[^]*Rien encore/)

    await open('/administration/informations/nouvelle')
    await page.getByLabel('Rubrique').fill('Mairie')
    await page.getByLabel('Titre').fill('Réunion d’accueil jeudi')
    await page.getByLabel('Texte').fill('Salle du conseil, à 14 h.')
    await page.getByLabel('Pour qui').selectOption({ label: 'Accueil de la mairie' })
    await press('Voir avant de publier')
    await press('Publier')

    const phone = await town.visitor({ as: 'agent.bron@parvis.example', width: 390 })
    await phone.open('/agents')
    await phone.press('Réunion d’accueil jeudi')
    assert.match(
      await phone.text(),
      /Pourquoi je vois ceci\s+Vous êtes parmi les agents d’accueil de la Ville de Bron\./,
    )
  })
})
