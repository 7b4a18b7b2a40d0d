// A correspondent is named without scripts, validates on a phone, is validated by the head of the unit, trained with a certificate, and thanked.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

describe('a correspondent', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  test('is appointed, validated twice, trained and thanked', async () => {
    const editor = await town.visitor({ as: 'communication@parvis.example', scripts: false })
    await editor.open('/intranet/correspondants')
    await editor.press('Animer le réseau')
    await editor.press('Fiche mission')
    await editor.page.getByLabel('Rôle').fill('Recueillir ce que la direction a à dire, et l’écrire.')
    await editor.page.getByLabel('Missions').fill('Recueillir l’information\nÉcrire deux brèves par mois')
    await editor.page.getByLabel('Conditions').fill('Une demi-journée par semaine.')
    await editor.press('Enregistrer une nouvelle version')
    await editor.press('Nommer un correspondant')
    await editor.page.getByLabel('Direction').selectOption({ label: 'Direction de la voirie' })
    await editor.page.getByLabel('Qui', { exact: true }).selectOption({ label: 'Théo Grangier' })
    const today = await editor.page.getByLabel('À partir du').inputValue()
    await editor.press('Proposer')
    assert.match(await editor.text(), /Théo Grangier[^]*Pressenti[^]*À valider par Théo Grangier/)
    await editor.checkedOnPhone()

    const own = await town.visitor({ as: 'voirie@parvis.example', width: 390 })
    await own.open('/intranet/correspondants')
    await own.press(/Ma fiche/)
    await own.press('Valider ma fiche mission')
    await own.press('Remplir')
    await own.page.getByLabel('Compétences').fill('rédaction simple, photo')
    await own.press('Enregistrer')

    const head = await town.visitor({ as: 'chef.voirie@parvis.example', scripts: false })
    await head.open('/intranet/correspondants')
    await head.press(/À valider pour la direction/)
    await head.press('Valider pour la direction')
    assert.match(await head.text(), /Validée par Samira Benkhelil[^]*En exercice/)

    await editor.open('/intranet/correspondants/formations')
    await editor.press('Annoncer une formation')
    await editor.page.getByRole('textbox', { name: 'Formation', exact: true }).fill('Écrire simplement')
    await editor.page.getByLabel('Jour').fill(today)
    await editor.page.getByLabel('Heure').fill('9 h 30')
    await editor.page.getByLabel('Lieu').fill('Salle Saône')
    await editor.press('Annoncer')
    await own.open('/intranet/correspondants/formations')
    await own.press('Écrire simplement')
    await own.press('Retenir ma place')
    assert.match(await own.text(), /Votre place est retenue/)
    await editor.open('/intranet/correspondants/formations')
    await editor.press('Écrire simplement')
    await editor.press('Émarger')
    await editor.page.getByLabel('Théo Grangier').check()
    await editor.press('Enregistrer les présences')
    await editor.checkedOnPhone()

    await own.open('/intranet/correspondants')
    await own.press(/Ma fiche/)
    const certificate = await own.page.getByRole('link', { name: /Attestation/ }).getAttribute('href')
    const paper = await own.page.request.get(new URL(certificate ?? '', own.page.url()).href)
    assert.equal(paper.headers()['content-type'], 'application/pdf')
    const colleague = await town.visitor({ as: 'accueil@parvis.example' })
    await colleague.open('/intranet/correspondants/merci')
    assert.match(await colleague.text(), /Merci à Théo Grangier[^]*Écrire simplement/)
    await colleague.checkedOnPhone()
  })
})
