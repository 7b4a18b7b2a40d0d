// The yearly report: made as long work by whoever publishes, from what is told alone; read with the names that one may have.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { beginContent, publish, writtenContent } from '#publishing'
import { territory } from '#territory'
import { assertAccessible } from '#test/pdf-structure.ts'
import { createTestApp, START, type TestApp } from '#test/app.ts'
import { addCounts, keepThings, tellMonths } from '../count/queries.ts'
import { makeReview } from './make.ts'
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
    assertAccessible(pdf.rawPayload)
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

  test('calls by its title what whoever reads it may read, or answers for; it counts the rest, whoever asks', async () => {
    const who = {
      editor: EDITOR,
      manager: 'agent.bron@parvis.example',
      analyst: 'ines.chiffres@parvis.example',
    }
    const units = await parvis.db.read(system, async (tx) => (await territory(tx)).unitsOf(bron))
    const led = units.find(({ code }) => code === 'services-techniques') ?? assert.fail()
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        select id, ${led.id}, 'manager', '2026-01-01' from accounts.person where email = ${who.manager}`.execute(
        tx.q,
      ),
    )
    const analyst = await parvis.actor(who.analyst)
    let n = 0
    const asked = fc.record({
      who: fc.constantFrom(
        'all',
        `workplace:${bron}`,
        `elected:${bron}`,
        'role:mayor',
        `staff:${analyst.memberships[0]?.unitId ?? 0}`,
      ),
      unit: fc.constantFrom(...units),
      isRead: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ who: key, unit, isRead }) => {
        n += 1
        const title = `Sujet canari ${n}.`
        const id = await parvis.db.write(await parvis.actor('admin.bron@parvis.example'), async (tx) => {
          const rule = {
            who: [key === 'all' ? `workplace:${bron}` : key],
            also: [],
            except: [],
            from: null,
            until: null,
          }
          const { rows } = await sql<{ id: number }>`insert into audiences.audience (authority_id, name, rule)
            values (${bron}, ${title}, ${JSON.stringify(rule)}::jsonb) returning id`.execute(tx.q)
          const text = { typeVersion: 1, title, summary: '', theme: '', about: [], fields: {} }
          const made = await beginContent(tx, { authorityId: bron, unitId: unit.id, type: 'brief' }, text)
          await publish(tx, made, (await writtenContent(tx, made))?.version ?? 0, {
            ...{ audienceId: key === 'all' ? PUBLIC : (rows[0]?.id ?? 0), startsAt: tx.now, endsAt: null },
            ...{ isSilent: true, reviewOn: '2099-01-01' },
          })
          return made
        })
        await parvis.db.write(system, async (tx) => {
          const thing = { thing: String(id), title, href: `/contenus/${id}/lire`, authorityId: bron }
          await keepThings(tx, 'content', [{ ...thing, unitId: unit.id, since: new Date('2026-01-01') }])
          await sql`update steering.thing set is_there = true`.execute(tx.q)
          if (isRead)
            await addCounts(tx, '2026-09-01', [
              { kind: 'content', thing: String(id), reader: `workplace:${bron}`, count: 5000 + n },
            ])
          await tellMonths(tx, '2026-11-23')
        })
        await makeReview(parvis.db, await parvis.actor(EDITOR), {
          authorityId: bron,
          year: 2026,
          name: 'Bron',
        })
        for (const [name, email] of Object.entries(who)) {
          const actor = await parvis.actor(email)
          const browser = await parvis.signedInAs(email)
          const reads = (await browser.get(`/contenus/${id}/lire`)).statusCode === 200
          const isOwn =
            name === 'editor' ||
            (name === 'manager' &&
              actor.memberships.some(({ role, below }) => role === 'manager' && below.includes(unit.id)))
          const said: string[] = []
          for (const at of [
            '/agents/pilotage',
            '/agents/pilotage/lectures',
            '/agents/pilotage/lectures?format=csv',
            `${AT}/bron/2026`,
          ])
            said.push((await browser.get(at)).body)
          const kept = await parvis.db.read(actor, async (tx) => [
            JSON.stringify(await reports(tx)),
            JSON.stringify(
              (await sql`select * from steering.names(array['content'], array[${String(id)}])`.execute(tx.q))
                .rows,
            ),
          ])
          const isTold = [...said, ...kept].some((text) => text.includes(title))
          // Of other units, a manager is told no figures at all.
          assert.equal(isTold, isOwn || (reads && name !== 'manager'), `${name}, ${key}, ${unit.name}`)
          await assert.rejects(
            parvis.db.read(actor, (tx) => sql`select title from steering.thing`.execute(tx.q)),
            /permission denied/,
          )
        }
      }),
      { numRuns: 10 },
    )
    const { body } = await (await parvis.signedInAs(who.analyst)).get('/agents/pilotage/lectures')
    assert.match(body, /Contenu qui ne s’adresse pas à vous/)
  })

  test('is written by nobody, whoever makes it', async () => {
    const editor = await parvis.actor(EDITOR)
    await assert.rejects(
      parvis.db.write(editor, (tx) => sql`update steering.report set figures = '{}'`.execute(tx.q)),
      /permission denied/,
    )
    await assert.rejects(
      makeReview(parvis.db, await parvis.actor('agent.mions@parvis.example'), {
        authorityId: bron,
        year: 2026,
        name: 'Bron',
      }),
      /NotFound|introuvable|n’existe/i,
    )
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
