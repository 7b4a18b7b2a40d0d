// The yearly report: made as long work by whoever publishes, from what is told alone; read with the names that one may have.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { beginContent } from '#publishing'
import { territory } from '#territory'
import { createTestApp, START, type TestApp } from '#test/app.ts'
import { addCounts, keepThings, tellMonths } from '../count/queries.ts'
import { reports } from './queries.ts'

const EDITOR = 'marius.redaction@parvis.example'
const AT = '/agents/pilotage/bilans'

describe('the yearly report', () => {
  let parvis: TestApp
  let bron = 0
  before(async () => {
    parvis = await createTestApp()
    const actor = await parvis.actor(EDITOR)
    await parvis.db.write(actor, async (tx) => {
      const place = await territory(tx)
      bron = place.authorityByCode('69029')?.id ?? 0
      const text = { typeVersion: 1, title: 'Horaires', summary: '', theme: '', about: [], fields: {} }
      await beginContent(
        tx,
        { authorityId: bron, unitId: place.unitsOf(bron)[0]?.id ?? 0, type: 'brief' },
        text,
      )
    })
    await parvis.db.write(system, async (tx) => {
      const thing = {
        thing: '1',
        title: 'Horaires de la mairie',
        href: '/contenus/1/lire',
        authorityId: bron,
      }
      await keepThings(tx, 'content', [{ ...thing, unitId: null, since: START }])
      const counted = { kind: 'content', thing: '1' }
      await addCounts(tx, '2026-09-01', [
        { ...counted, reader: `workplace:${bron}`, count: 1000 },
        { ...counted, reader: `public:${bron}`, count: 40 },
        { ...counted, reader: 'office', count: 4 },
      ])
      await tellMonths(tx, '2026-11-23')
    })
  })
  after(() => parvis.close())

  test('is made by a run, in sentences, and taken as a PDF', async () => {
    const editor = await parvis.signedInAs(EDITOR)
    for (const [typed, said] of [
      [{ authority: '1', year: '2026' }, /Choisissez une collectivité/],
      [{ authority: String(bron), year: '2031' }, /Choisissez une année/],
    ] as const) {
      const refused = await editor.post(`${AT}/nouveau`, typed)
      assert.equal(refused.statusCode, 422)
      assert.match(refused.body, said)
    }
    const begun = await editor.post(`${AT}/nouveau`, { authority: String(bron), year: '2026' })
    assert.equal(begun.statusCode, 303, begun.body)
    while ((await parvis.runJobs()) > 0);
    const { body } = await editor.get(`${AT}/bron/2026`)
    assert.match(body, /lus 1\s040\sfois[^]*septembre 2026/)
    assert.match(body, /Entre 100 et 900 feuilles[^]*mesurées nulle part/)
    assert.match(body, /Y écrivent aujourd’hui\s: Marius/)
    assert.doesNotMatch(body, /1\s044/)
    const pdf = await editor.get(`${AT}/bron/2026/pdf`)
    assert.equal(pdf.rawPayload.subarray(0, 5).toString(), '%PDF-')
    assert.match((await editor.get(AT)).body, /bilan 2026/)
  })

  test('names no space to whoever reads statistics: publishers alone are told what spaces are called', async () => {
    await parvis.db.write(system, async (tx) => {
      const space = { thing: '7', title: 'Fusion canari', href: '/espaces/7', authorityId: bron }
      await keepThings(tx, 'space', [{ ...space, unitId: null, since: START }])
      await addCounts(tx, '2026-10-01', [
        { kind: 'space', thing: '7', reader: `workplace:${bron}`, count: 50 },
      ])
      await tellMonths(tx, '2026-11-23')
    })
    const editor = await parvis.signedInAs(EDITOR)
    await editor.post(`${AT}/nouveau`, { authority: String(bron), year: '2026' })
    while ((await parvis.runJobs()) > 0);
    const analyst = await parvis.signedInAs('ines.chiffres@parvis.example')
    for (const at of ['/agents/pilotage', `${AT}/bron/2026`])
      assert.doesNotMatch((await analyst.get(at)).body, /Fusion canari/, at)
    assert.match((await analyst.get(`${AT}/bron/2026`)).body, /Les espaces ont été lus 50\sfois/)
    const actor = await parvis.actor('ines.chiffres@parvis.example')
    const kept = await parvis.db.read(actor, reports)
    assert.equal(kept.length, 1)
    assert.doesNotMatch(JSON.stringify(kept), /Fusion canari/)
  })

  test('is read by nobody of another authority, nor by agents', async () => {
    for (const email of [
      'agent.mions@parvis.example',
      'agent.bron@parvis.example',
      'habitante@parvis.example',
    ])
      assert.equal((await (await parvis.signedInAs(email)).get(`${AT}/bron/2026`)).statusCode, 404, email)
  })
})
