// A conference works in its private room: whoever administers opens it without scripts, a mayor writes there on a phone, and somebody
// else in office reads its page alone, asks, and is let in.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

describe('a space', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  test('is opened, written in and read by its members alone', async () => {
    const admin = await town.visitor({ as: 'admin@parvis.example', scripts: false })
    await admin.open('/administration/espaces')
    await admin.press('Ouvrir un espace')
    await admin.page.getByLabel('Conférence des maires').check()
    await admin.page.getByLabel('Nom', { exact: true }).fill('Porte des Alpes')
    await admin.page.getByLabel('À quoi il sert').fill('Quatre maires s’accordent.')
    await admin.page.getByLabel('Sur demande').check()
    await admin.page
      .getByLabel('Qui y contribue')
      .selectOption({ label: 'Conférence territoriale des maires Porte des Alpes\u00a0: maires' })
    await admin.press('Ouvrir l’espace')
    assert.match(await admin.text(), /L’espace est ouvert[^]*Hélène Saunier/)
    await admin.checkedOnPhone()
    await admin.press('Inviter une personne')
    await admin.page.getByLabel('Adresse e-mail').fill('maire.bron@parvis.example')
    await admin.page.getByLabel('Animation').check()
    await admin.press('Faire entrer')

    const mayor = await town.visitor({ as: 'maire.bron@parvis.example', width: 390 })
    await mayor.open('/territoires')
    await mayor.press('Porte des Alpes')
    await mayor.press('Ouvrir un sujet')
    await mayor.page.getByLabel('Sujet').fill('Piscine\u00a0: partage des créneaux')
    await mayor.page.getByLabel('Message').fill('Bron demande le mardi soir.')
    await mayor.press('Ouvrir le sujet')
    assert.match(await mayor.text(), /Bron demande le mardi soir/)

    const agent = await town.visitor({ as: 'voirie@parvis.example', scripts: false })
    await agent.open('/espaces')
    await agent.press('Porte des Alpes')
    assert.doesNotMatch(await agent.text(), /Piscine|mardi soir/)
    await agent.press('Demander à entrer')
    await agent.page.getByLabel('Un mot pour qui l’anime').fill('Pour les chantiers')
    await agent.press('Envoyer')
    await mayor.press('Membres')
    await mayor.press('Théo Grangier')
    await mayor.page.getByLabel('Contribution').check()
    await mayor.press('Répondre')
    await agent.open('/espaces')
    assert.match(await agent.text(), /Porte des Alpes[^]*1\snon lu/)
    await agent.press('Porte des Alpes')
    await agent.press(/Piscine/)
    await agent.page.getByLabel('Répondre').fill('La voirie peut ouvrir le parking.')
    await agent.press('Envoyer')
    await agent.press('Documents')
    await agent.press('Nouveau dossier')
    await agent.page.getByLabel('Nom du dossier').fill('Piscine')
    await agent.press('Créer le dossier')
    await agent.checkedOnPhone()
  })
})
