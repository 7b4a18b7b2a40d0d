// The market among agents: an offer matches a profile, is applied to, and is answered; an ad with its photograph is answered without an
// address being shown, and one that gives somebody else’s telephone is hidden in one act.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { drawPaper } from '#platform/pdf/aside.ts'
import { openTown, type Town } from '#test/journey.ts'
import { photo } from './acts.ts'

describe('the market among agents', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  test('an offer matches, is applied to, and is answered in words', async () => {
    const admin = await town.visitor({ as: 'admin@parvis.example', scripts: false })
    await admin.open('/administration/emplois/nouvelle')
    await admin.page.getByLabel('Service', { exact: true }).selectOption({ label: 'Voirie Est' })
    await admin.page.getByLabel('Intitulé du poste').fill('Responsable de secteur voirie')
    await admin.page.getByLabel('Catégorie B').check()
    await admin.page.getByLabel('Filière').selectOption({ label: 'Technique' })
    await admin.page.getByLabel('Lieu').fill('Vénissieux')
    await admin.page.getByLabel('Le poste').fill('Vous organisez les chantiers de voirie de trois communes.')
    await admin.page.getByLabel('Pour postuler').fill('Par le formulaire.')
    await admin.page.getByLabel('Jusqu’au').fill('2099-12-31')
    await admin.page.getByLabel('Pour qui').selectOption({ label: 'Tous les agents du territoire' })
    await admin.press('Publier')
    assert.match(await admin.text(), /L’offre est publiée/)

    const agent = await town.visitor({ as: 'voirie@parvis.example' })
    await agent.open('/intranet/emplois/profil')
    await agent.page.getByLabel('Catégorie B').check()
    await agent.page.getByLabel('Métiers et souhaits').fill('voirie, encadrement')
    await agent.press('Enregistrer')
    assert.match(await agent.text(), /Responsable de secteur voirie[^]*2 points sur 3/)
    await agent.press('Responsable de secteur voirie')
    await agent.press('Préparer ma candidature')
    await agent.page.getByLabel('Ce qui vous donne envie').fill('Je connais ces rues.')
    await agent.press('Envoyer ma candidature')
    assert.match(await agent.text(), /Joignez au moins un fichier[^]*Inès Fourvière lira votre candidature/)
    await agent.checkedOnPhone()
    const bytes = await drawPaper({
      ...{ title: 'CV', author: 'Essai', foot: '', at: new Date() },
      parts: [{ kind: 'text', text: 'CV' }],
    })
    const cv = { name: 'cv.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) }
    await agent.page.getByLabel('CV', { exact: true }).setInputFiles(cv)
    await agent.page.getByText('Dans le mois').click()
    await agent.page.getByText('Non', { exact: true }).click()
    await agent.press('Envoyer ma candidature')
    assert.match(await agent.text(), /Votre candidature est envoyée[^]*Je connais ces rues[^]*cv\.pdf/)

    await admin.open('/intranet/emplois/recrutements')
    await admin.press('Théo Grangier')
    assert.match(await admin.text(), /Je connais ces rues[^]*cv\.pdf/)
    await admin.checkedOnPhone()
    await admin.page.getByLabel('La retenir', { exact: true }).check()
    await admin.page.getByLabel('En quelques mots').fill('Entretien mardi à 10 h, salle Rhône.')
    await admin.press('Enregistrer la décision')
    await agent.open('/intranet/emplois/candidatures')
    assert.match(await agent.text(), /Retenue/)
    await agent.press('Responsable de secteur voirie')
    assert.match(await agent.text(), /salle Rhône/)
  })

  test('an ad is answered without an address being shown; a telephone of somebody else is hidden in one act', async () => {
    const seller = await town.visitor({ as: 'agent.bron@parvis.example' })
    await seller.open('/intranet/annonces/nouvelle')
    await seller.page.getByLabel('Rubrique').selectOption('Ventes')
    await seller.page.getByLabel('Titre').fill('Vélo enfant 20 pouces')
    await seller.page.getByLabel('Annonce', { exact: true }).fill('Bleu, bon état.')
    await seller.page.getByLabel('Les agents de tout le territoire').check()
    await seller.press('Publier')
    await seller.press('Ajouter des photos')
    await seller.page.getByLabel('Photo', { exact: true }).setInputFiles(await photo('velo.jpg'))
    await seller.press('Ajouter')
    assert.match(await seller.text(), /ce qu’on voit sur la photo[^]*velo\.jpg/)
    await seller.page.getByLabel('Ce qu’on y voit').fill('Un vélo bleu, vu de côté.')
    await seller.press('Ajouter')
    assert.match(await seller.text(), /La photo est ajoutée/)
    await seller.checkedOnPhone()

    const buyer = await town.visitor({ as: 'agent.mions@parvis.example', scripts: false, width: 390 })
    await buyer.open('/intranet/annonces')
    await buyer.page.getByRole('img', { name: 'Un vélo bleu, vu de côté.' }).waitFor()
    await buyer.press('Vélo enfant 20 pouces')
    await buyer.press('Répondre')
    await buyer.page.getByLabel('Votre message').fill('Convient-il à un enfant d’un mètre vingt ?')
    await buyer.press('Envoyer')
    await seller.open('/intranet/annonces/echanges')
    await seller.press('Vélo enfant 20 pouces')
    await seller.page.getByLabel('Votre message').fill('Oui, passez jeudi.')
    await seller.press('Envoyer')
    await buyer.page.reload()
    const said = await buyer.text()
    assert.match(said, /mètre vingt[^]*passez jeudi/)
    assert.doesNotMatch(said, /@|\d\d \d\d \d\d/)

    await seller.open('/intranet/annonces')
    await seller.press('Vélo enfant 20 pouces')
    await seller.press('Changer')
    await seller.page.getByLabel('Annonce', { exact: true }).fill('Appelez ma voisine au 04 65 71 00 42.')
    await seller.press('Enregistrer')
    await buyer.press('Revoir l’annonce')
    await buyer.press('Signaler l’annonce')
    await buyer.page.getByLabel('Pourquoi').fill('Elle donne le téléphone d’une autre personne.')
    await buyer.press('Signaler')
    assert.doesNotMatch(await buyer.text(), /Vélo enfant 20 pouces/)
    const other = await town.visitor({ as: 'voirie@parvis.example', scripts: false })
    await other.open('/intranet/annonces')
    assert.doesNotMatch(await other.text(), /Vélo enfant/)
    await seller.press('Vélo enfant 20 pouces')
    assert.match(await seller.text(), /masquée aux autres[^]*téléphone d’une autre personne/)
  })
})
