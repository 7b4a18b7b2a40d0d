// Who is elected, from a browser: a town hall seats somebody without scripts, then sees what the end of a term closes, on a phone; the mayor
// reads her mandates, and her secretary acts for her.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

describe('who is elected', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  test('a member is added on a wide screen without scripts; a term is ended with them', async () => {
    const plain = await town.visitor({ as: 'admin.bron@parvis.example', scripts: false })
    await plain.open('/administration/instances')
    await plain.press('Conseil municipal de Bron')
    await plain.press('Ajouter un membre')
    await plain.page.getByLabel('Ou une nouvelle personne').fill('Jeanne Essai')
    await plain.page.getByLabel('Fonction').selectOption('Maire')
    await plain.press('Ajouter ce membre')
    assert.match(await plain.text(), /Quelqu’un tient déjà cette fonction/)
    await plain.page.getByLabel('Fonction').selectOption('Conseiller ou conseillère')
    await plain.press('Ajouter ce membre')
    assert.match(await plain.text(), /Siègent aujourd’hui \(44\)[^]*Jeanne Essai/)
    await plain.checkedOnPhone()

    const admin = await town.visitor({ as: 'admin.bron@parvis.example' })
    await admin.open('/administration/instances')
    await admin.press('Conseil municipal de Bron')
    await admin.press(admin.page.getByRole('link', { name: /^Dates/ }))
    await admin.page.getByLabel('Dernier jour').fill('2026-11-30')
    await admin.press('Voir ce que cela change')
    assert.match(await admin.text(), /44\s*personnes cessent de siéger le mardi 1er\s*décembre 2026/)
    await admin.checkedOnPhone()
    await admin.press('Enregistrer les dates')
    assert.match(await admin.text(), /Du 21\smars\s2026 au 30\snov\.\s2026/)
  })

  test('an elected member finds her home, the requests of her town, who sits with her, and her mandates', async () => {
    const mayor = await town.visitor({ as: 'maire.bron@parvis.example', width: 390 })
    await mayor.open('/territoires')
    await mayor.checkedOnPhone()
    // Nobody has asked anything there: what is too little to be counted is said.
    await mayor.open('/territoires/demandes')
    assert.match(await mayor.text(), /Les demandes de la Ville de Bron[^]*Trop peu de demandes/)
    await mayor.checkedOnPhone()
    await mayor.open('/territoires/instances')
    await mayor.press('Conseil municipal de Bron')
    assert.match(await mayor.text(), /Siègent aujourd’hui/)
    await mayor.checkedOnPhone()
    await mayor.open('/compte')
    assert.match(await mayor.text(), /Vos mandats électifs[^]*Maire/)
  })

  test('the mayor gives a mandate without scripts; her secretary acts for her on a phone, and she reads it', async () => {
    const mayor = await town.visitor({ as: 'maire.bron@parvis.example', scripts: false })
    await mayor.open('/compte')
    await mayor.press('Mandats donnés, et ce qui a été fait')
    await mayor.press('Donner un mandat')
    await mayor.page.getByLabel('Prénom et nom').fill('Colette Parilly')
    await mayor.page.getByLabel('Adresse e-mail de cette personne').fill('secretariat.bron@parvis.example')
    await mayor.press('Envoyer la proposition')
    assert.match(await mayor.text(), /Choisissez en quelle qualité cette personne agit/)
    await mayor.page.getByLabel('Secrétariat').check()
    await mayor.press('Envoyer la proposition')
    assert.match(await mayor.text(), /N’a pas encore répondu\s+Colette Parilly/)
    await mayor.checkedOnPhone()

    const secretary = await town.visitor({ as: 'secretariat.bron@parvis.example', width: 390 })
    await secretary.open('/compte')
    await secretary.press('Répondre')
    await secretary.press(secretary.page.getByRole('button', { name: /^Accepter/ }))
    const act = secretary.page.getByRole('button', { name: 'Agir pour Hélène Saunier' })
    await act.focus()
    await Promise.all([secretary.page.waitForURL(/\/territoires$/), secretary.page.keyboard.press('Enter')])
    const band = secretary.page.getByRole('region', { name: 'Vous agissez pour quelqu’un' })
    assert.match(await band.innerText(), /Vous agissez pour Hélène Saunier/)
    assert.match(await secretary.text(), /Au nom d’Hélène Saunier[^]*Conseil municipal de Bron/)
    await secretary.checked()
    await secretary.open('/compte/profil')
    assert.match(await secretary.text(), /Cette page concerne seulement Colette Parilly/)

    await mayor.open('/compte/collaborateurs/journal')
    assert.match(await mayor.text(), /Colette Parilly, pour vous\s+Lecture/)
    await mayor.checkedOnPhone()
    await mayor.open('/compte/collaborateurs')
    await mayor.press(mayor.page.getByRole('button', { name: /^Reprendre le mandat/ }))
    await secretary.open('/territoires')
    assert.match(await secretary.text(), /Page introuvable/)
    assert.equal(await band.count(), 0)
  })
})
