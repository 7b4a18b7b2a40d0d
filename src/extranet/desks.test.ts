// Help for agents at their work: chosen on screen by whoever writes for their authority, refused in words, shown to its agents alone with
// whether somebody answers now.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/reglages/extranet.text_help_desks'

describe('help for agents', () => {
  let parvis: TestApp
  let admin: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    admin = await parvis.signedInAs('admin@parvis.example')
  })
  after(() => parvis.close())

  const homeOf = async (name: string) =>
    (await (await parvis.signedInAs(`${name}@parvis.example`)).get('/intranet')).body.replace(
      /^[^]*<main/,
      '',
    )

  test('each line is a desk, refused in words when it leads nowhere; the agents of that authority read it', async () => {
    const form = (await admin.get(HERE)).body
    assert.match(form, /Assistance aux agents/)
    const at = /action="([^"]*text_help_desks[^"]*)"/.exec(form)?.[1] ?? HERE
    const said = (typed: string) => admin.post(at.replaceAll('&amp;', '&'), { valeur: typed })
    for (const [typed, why] of [
      ['Informatique', /écrivez un nom, puis au moins un téléphone/],
      ['Informatique | 5800 | pas-une-adresse', /Un courriel n’est pas complet/],
      ['Informatique | 5800 | | marees', /Aucun calendrier ne s’appelle[^]*centre-de-contact/],
      ['Informatique | 5800 | | | inconnue', /Aucune démarche n’a pour adresse/],
      [Array.from({ length: 13 }, (_, at) => `Équipe ${at} | 58`).join('\n'), /12 équipes au plus/],
    ] as const) {
      const refused = await said(typed)
      assert.equal(refused.statusCode, 422, typed)
      assert.match(refused.body, why)
      assert.match(refused.body, new RegExp(typed.slice(0, 8)))
    }
    const kept = await said(
      'Informatique | poste 5800 | sos@metropole.example | centre-de-contact | question-a-votre-mairie\n\n<b>Badges</b> | bureau 014',
    )
    assert.equal(kept.statusCode, 303, kept.body)
    const own = await homeOf('voirie')
    assert.match(
      own,
      /Assistance[^]*Informatique[^]*(?:Ouvert|Fermé)[^]*poste 5800[^]*href="\/demarches\/question-a-votre-mairie"[^]*mailto:sos@metropole/,
    )
    assert.match(own, /&lt;b&gt;Badges[^]*bureau 014/)
    // A number within the metropolis is of no use to a town.
    assert.doesNotMatch(await homeOf('agent.bron'), /Assistance/)
  })
})
