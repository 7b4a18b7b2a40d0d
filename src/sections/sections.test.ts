// Thematic sections: chosen by an authority for its agents, made of what each of them reads, may ask for and calls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ownAudience, PUBLIC } from '#audiences'
import { asTyped, beginContent, publish, writtenContent } from '#publishing'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/reglages/sections.text_sections'
const PAGE = '/intranet/rubriques/locaux-et-deplacements'
const LINE =
  'Locaux et déplacements | Bâtiments, salles, badges. | Moyens et ressources | badge-d-acces; salle-de-reunion | Direction des moyens généraux'

describe('thematic sections', () => {
  let parvis: TestApp
  let agent: TestBrowser
  let admin: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    admin = await parvis.signedInAs('admin@parvis.example')
    agent = await parvis.signedInAs('malo.vauzelle@parvis.example')
  })
  after(() => parvis.close())

  const choose = async (typed: string) => {
    const form = (await admin.get(HERE)).body
    const at = /action="([^"]*text_sections[^"]*)"/.exec(form)?.[1] ?? HERE
    return admin.post(at.replaceAll('&amp;', '&'), { valeur: typed })
  }

  /** Published to everybody, or to the agents of the metropolis. */
  const published = async (title: string, theme: string, isOwn: boolean) => {
    const actor = await parvis.actor('admin@parvis.example')
    await parvis.db.write(actor, async (tx) => {
      const place = await territory(tx)
      const authorityId = place.metropolis.id
      const unitId = place.unitsOf(authorityId)[0]?.id ?? 0
      const { typeVersion, fields } = await asTyped(tx, 'page', { text: 'Le texte.' })
      const text = { typeVersion, fields, title, summary: '', theme, about: [] }
      const id = await beginContent(tx, { authorityId, unitId, type: 'page' }, text)
      const audienceId = isOwn ? ((await ownAudience(tx, authorityId)) ?? 0) : PUBLIC
      await publish(tx, id, (await writtenContent(tx, id))?.version ?? 0, {
        ...{ audienceId, startsAt: new Date(tx.now.getTime() - 3_600_000), endsAt: null },
        ...{ isSilent: false, urgency: 'normal', reviewOn: '2030-01-01' },
      })
    })
  }

  test('is refused with its reason when it names what is not there, and nothing typed is lost', async () => {
    for (const [typed, why] of [
      ['Couleurs | | Bleu', /Aucune rubrique des contenus ne s’appelle[^]*Bleu/],
      ['A | | Moyens et ressources | nid-de-poule', /Aucun service interne[^]*nid-de-poule/],
      ['A | | Moyens et ressources | | Direction de la mer', /Ni équipe d’assistance ni direction/],
      ['A | | Moyens et ressources\nA | | Moyens et ressources', /portent le même nom/],
      [' | | Moyens et ressources', /Chaque ligne commence par le nom/],
    ] as const) {
      const { statusCode, body } = await choose(typed)
      assert.equal(statusCode, 422, typed)
      assert.match(body, why)
    }
    assert.match((await agent.get('/intranet/rubriques')).body, /Aucune rubrique/)
  })

  test('gathers what whoever reads has under its rubrique, may ask for and calls', async () => {
    assert.equal((await choose(LINE)).statusCode, 303)
    await published('Plan des étages', 'Moyens et ressources', true)
    await published('Un arbre coupé', 'Développement durable', false)
    for (const path of ['/intranet', '/intranet/rubriques'])
      assert.match((await agent.get(path)).body, new RegExp(`href="${PAGE}"`), path)
    const { body } = await agent.get(PAGE)
    assert.match(body, /Plan des étages[^]*badge-d-acces[^]*salle-de-reunion[^]*04 65 71 00 56/)
    assert.doesNotMatch(body, /Un arbre coupé|sos-informatique/)
  })

  test('is of one authority: agents of another, and whoever is no agent, have none of it', async () => {
    const bron = await parvis.signedInAs('agent.bron@parvis.example')
    assert.equal((await bron.get(PAGE)).statusCode, 404)
    assert.doesNotMatch((await bron.get('/intranet')).body, /Locaux et déplacements/)
    const resident = await parvis.signedInAs('habitante@parvis.example')
    for (const path of [PAGE, '/intranet/rubriques'])
      assert.notEqual((await resident.get(path)).statusCode, 200)
  })
})
