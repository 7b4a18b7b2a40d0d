// A directorate proposes, Communication targets the mayors of one conference: exactly those find it on their home, in the list and by the
// search; whoever is elected elsewhere finds nothing.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

const TITLE = 'Avenue Franklin-Roosevelt, le calendrier du chantier'
const MAYORS = 'Maires de Porte des Alpes'
const CONFERENCE = 'Conférence territoriale des maires Porte des Alpes'

describe('a content for the mayors of a conference', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  test('is proposed without scripts, targeted, and read by those alone', async () => {
    const roads = await town.visitor({ as: 'chef.voirie@parvis.example', scripts: false, width: 390 })
    await roads.open('/agents/propositions')
    await roads.press('Écrire un contenu')
    await roads.press('Brève')
    await roads.page.getByLabel('Titre').fill(TITLE)
    await roads.page.getByLabel('L’essentiel').fill('Le chantier commence le 11 janvier, par le carrefour.')
    await roads.page
      .getByLabel('Texte', { exact: true })
      .fill('Deux arrêts de bus sont déplacés.\n\n- le premier mois, côté nord\n- puis côté sud')
    await roads.page.getByLabel('Rubrique').selectOption('Voirie et déplacements')
    await roads.page.getByLabel('Tenu à jour par').selectOption({ label: 'Direction de la voirie' })
    await roads.press('Enregistrer le brouillon')
    await roads.press('Proposer')
    await roads.page.getByRole('textbox').last().fill('À dire aux maires avant la réunion du 10 décembre.')
    await roads.press('Proposer')
    assert.match(await roads.text(), /Proposé/)

    const desk = await town.visitor({ as: 'communication@parvis.example' })
    await desk.open('/administration/publics/nouveau')
    await desk.page.getByLabel('Nom du public').fill(MAYORS)
    await desk.page.getByLabel('Qui', { exact: true }).selectOption({ label: CONFERENCE })
    await desk.page.getByLabel('Avec quelle fonction', { exact: true }).selectOption({ label: 'Maires' })
    await desk.press('Voir qui le composera')
    assert.match(await desk.text(), /Les maires de la Conférence territoriale des maires Porte des Alpes/i)
    await desk.press('Enregistrer')
    await desk.open('/administration/contenus?etat=proposed')
    await desk.press(TITLE)
    assert.match(await desk.text(), /avant la réunion du 10 décembre/)
    await desk.press('Publier')
    await desk.page.getByLabel('Pour qui').selectOption({ label: MAYORS })
    await desk.press('Voir avant de publier')
    assert.match(
      await desk.text(),
      /Qui le verra\s+Les maires de la conférence[^]*4\sélus aujourd’hui[^]*Hélène Saunier/,
    )
    await desk.press('Publier')

    const mayor = await town.visitor({ as: 'maire.bron@parvis.example', width: 390 })
    for (const path of ['/territoires', '/rechercher?q=franklin', '/contenus']) {
      await mayor.open(path)
      assert.ok((await mayor.text()).includes(TITLE), path)
    }
    await mayor.press(TITLE)
    assert.match(await mayor.text(), /Pourquoi je vois ceci\s+Vous êtes parmi les maires/)
    const address = new URL(mayor.page.url()).pathname

    const councillor = await town.visitor({ as: 'elue@parvis.example' })
    for (const path of ['/territoires', '/rechercher?q=franklin', '/contenus', address]) {
      await councillor.open(path)
      assert.ok(!(await councillor.text()).includes('Franklin-Roosevelt'), path)
    }
  })
})
