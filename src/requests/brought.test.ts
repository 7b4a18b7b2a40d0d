// What requests bring to the house, each part tried by itself: what units and agents hand over, what is searched, counted, reminded, and
// looked at before a town hall opens. What others make of it is tried with them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { findDraft, saveDraft } from '#forms'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { forget } from '#platform/db/snapshot.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { addDays, type Territory, territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { requestById } from '#test/requests.ts'
import { act } from './act/act.ts'
import { deskFeature } from './desk-feature.ts'
import { targetsOf } from './desk/targets.ts'
import { assignedRequests } from './entrust/charge.ts'
import { openRequests } from './entrust/held.ts'
import { soughtRequests } from './inbox/sought.ts'
import { requestMeasures } from './measures/measures.ts'
import { openingSteps } from './opening-steps.ts'
import { retention } from './privacy/rules.ts'
import { leaveShown, noteFile, noteShown } from './record/journal.ts'
import type { RequestRow } from './record/queries.ts'

const BRON = '69029'

describe('what requests bring', () => {
  let parvis: TestApp
  let place: Territory
  let [agent, colleague, administrator, resident] = [anonymous(), anonymous(), anonymous(), anonymous()]
  before(async () => {
    parvis = await createTestApp()
    place = await parvis.db.read(system, territory)
    const named = (name: string): Promise<Actor> => parvis.actor(`${name}@parvis.example`)
    agent = await named('voirie')
    colleague = await named('malo.vauzelle')
    administrator = await named('admin')
    resident = await named('habitante')
  })
  after(() => parvis.close())

  const idOf = ({ personId }: Actor) => personId ?? 0
  const ask = <T>(work: (tx: Read) => Promise<T>, by = system) => parvis.db.read(by, work)
  const change = <T>(work: (tx: Write) => Promise<T>, by = system) => parvis.db.write(by, work)
  const read = async (id: number): Promise<RequestRow> =>
    (await ask((tx) => requestById(tx, id))) ?? assert.fail()
  const lastEvent = async (id: number) => {
    const last = (await ask((tx) => eventsOf(tx, 'request', id))).at(-1)
    return [last?.name, last?.payload]
  }

  test('open requests of a unit pass to another as one, promise unchanged, and come back', async () => {
    const [{ id }, closed] = [await parvis.makeRequest(), await parvis.makeRequest()]
    await change((tx) => act(tx, closed.ref, 'close', { message: 'C’est réparé.' }, 'agent'), agent)
    const { unitId: from, authorityId, solutionDueAt } = await read(id)
    const to = place.unitsOf(authorityId).find((unit) => unit.id !== from)?.id ?? 0
    const held = (unit: number) =>
      ask(async (tx) => (await openRequests.count(tx, [unit])).get(unit) ?? 0, administrator)
    const [had, theirs] = [await held(from), await held(to)]
    const { handing } = openRequests
    assert.ok(handing !== undefined && had > 0)
    const moved = await change((tx) => handing.move(tx, from, to))
    assert.deepEqual([await held(from), await held(to)], [0, theirs + had])
    const now = await read(id)
    assert.deepEqual([now.unitId, now.solutionDueAt], [to, solutionDueAt])
    const passage = { fromUnitId: from, unitId: to, countedBy: from }
    assert.deepEqual(await lastEvent(id), ['request.reorganised', passage])
    assert.equal((await read(closed.id)).unitId, from, 'what is over stays')
    await change((tx) => handing.giveBack(tx, moved))
    assert.deepEqual([await held(from), await held(to)], [had, theirs])
    assert.deepEqual(await lastEvent(id), [
      'request.reorganised',
      { fromUnitId: to, unitId: from, countedBy: from },
    ])
  })

  test('what an agent has in charge goes to whoever may have it, else to its unit, and comes back', async () => {
    const { id, ref } = await parvis.makeRequest()
    await change((tx) => act(tx, ref, 'take', {}, 'agent'), agent)
    const { unitId, authorityId } = await read(id)
    const leaver = { personId: idOf(agent), authorityId }
    const count = () => ask((tx) => assignedRequests.count(tx, leaver), administrator)
    const had = await count()
    assert.ok(had > 0)
    const assignee = async () => (await read(id)).assigneeId
    for (const [taker, to] of [
      [idOf(colleague), idOf(colleague)],
      [null, null],
      [idOf(resident), null],
    ] as const) {
      const { rows, taken, left } = await change((tx) => assignedRequests.move(tx, leaver, taker))
      assert.equal(await assignee(), to)
      assert.deepEqual([taken, left], to === null ? [0, { [unitId]: had }] : [had, {}])
      const payload = { unitId, assigneeId: to, because: 'departure' }
      assert.deepEqual(await lastEvent(id), ['request.reassigned', payload])
      assert.equal(await count(), 0)
      await change((tx) => assignedRequests.giveBack(tx, rows))
      assert.equal(await assignee(), idOf(agent))
      assert.deepEqual(await lastEvent(id), [
        'request.reassigned',
        { ...payload, assigneeId: idOf(agent), because: 'return' },
      ])
    }
    const { rows } = await change((tx) => assignedRequests.move(tx, leaver, null))
    await change((tx) =>
      sql`update requests.request set assignee_id = ${idOf(colleague)} where id = ${id}`.execute(tx.q),
    )
    await change((tx) => assignedRequests.giveBack(tx, rows))
    assert.equal(await assignee(), idOf(colleague), 'taken by somebody since: it stays theirs')
  })

  test('it is handed to another unit than its own: those whose work it is, doors, then each authority that has any', async () => {
    const request = await read((await parvis.makeRequest({ commune: BRON })).id)
    const { able, doors, others, competent } = await ask((tx) => targetsOf(tx, place, request), agent)
    const first = [...able, ...doors].map(({ unit }) => unit.id)
    const rest = others.flatMap(({ targets }) => targets.map(({ unit }) => unit.id))
    const all = [...first, ...rest]
    assert.ok(!all.includes(request.unitId) && doors.length > 0 && competent !== null)
    assert.equal(new Set(all).size, all.length, 'each once')
    assert.ok(others.every(({ targets }) => targets.length > 0))
    const own = others.map(({ authority }) => authority.id)
    const near = [request.authorityId, place.metropolis.id, request.communeId]
    const ranks = own.map((id) => (near.includes(id) ? near.indexOf(id) : near.length))
    assert.deepEqual(
      ranks,
      ranks.toSorted((one, other) => one - other),
    )
    const elsewhere = await ask((tx) => targetsOf(tx, place, { ...request, areaCode: '00000' }), agent)
    assert.equal(elsewhere.competent, null)
  })

  test('what is shown of it, on its screen or elsewhere, is in the resident’s journal, once an hour', async () => {
    const { ref } = await parvis.makeRequest({ residentId: idOf(resident) })
    const noted = async () =>
      (
        await ask((tx) =>
          sql<{
            n: number
          }>`select count(*)::int as n from platform.access_entry where object = ${ref}`.execute(tx.q),
        )
      ).rows[0]?.n
    await change((tx) => noteShown(tx, ref), resident)
    await change((tx) => noteFile(tx, randomUUID(), agent), system)
    assert.equal(await noted(), 0, 'one’s own, or a file that no request holds')
    await leaveShown(parvis.db, agent, 'none')
    await leaveShown(parvis.db, agent, ref)
    assert.equal(await noted(), 1)
    await change((tx) => noteShown(tx, ref), agent)
    assert.equal(await noted(), 1)
    await change((tx) => noteShown(tx, ref), colleague)
    assert.equal(await noted(), 2)
  })

  test('agents find it by its words, as far as they read it', async () => {
    const { ref } = await parvis.makeRequest({ description: 'Une ornière profonde devant la fontaine' })
    const find = (by: Actor, words: string, most = 5) =>
      ask((tx) => soughtRequests.find(tx, words, most, { searches: [] }), by)
    const [hit] = await find(agent, 'ornière fontaine')
    assert.equal(hit?.href, `/agents/demandes/${ref}`)
    assert.match(hit?.text ?? '', new RegExp(`^Demande ${ref}(?:, .+)?$`))
    assert.deepEqual(await find(agent, 'ornière baleine'), [])
    assert.deepEqual(await find(await parvis.actor('agent.bron@parvis.example'), 'ornière fontaine'), [])
    assert.deepEqual(
      [agent, resident].map((actor) => soughtRequests.who.ever(actor)),
      [true, false],
    )
  })

  test('an authority’s requests are counted between two days: received, in time, liked once it is over, by enough', async () => {
    const now = parvis.now()
    const between = { from: new Date(now.getTime() + 1000), until: new Date(now.getTime() + 3_600_000) }
    const measured = async () => {
      const values = []
      for (const { of } of requestMeasures)
        values.push((await ask((tx) => of(tx, between))).get(place.metropolis.id) ?? null)
      return values
    }
    assert.deepEqual(await measured(), [null, null, null])
    parvis.advance({ minutes: 30 })
    const [one, other] = [await parvis.makeRequest(), await parvis.makeRequest()]
    const many: (typeof one)[] = []
    for (let n = 0; n < 8; n += 1) many.push(await parvis.makeRequest())
    await change((tx) => act(tx, one.ref, 'close', { message: 'C’est réparé.' }, 'agent'), agent)
    const [others, at] = [many.length, parvis.now()]
    const rate = (id: number, score: string) =>
      sql`insert into requests.rating (request_id, score, rated_at) values (${id}, ${score}, ${at})`
    await change(async (tx) => {
      await rate(one.id, 'good').execute(tx.q)
      for (const [n, { id }] of many.entries())
        await rate(id, n % 2 === 0 ? 'good' : 'middling').execute(tx.q)
    })
    assert.deepEqual(await measured(), [2 + others, 1, null], 'not before it is over')
    parvis.advance({ days: 90 })
    const late = 1 / (2 + others)
    assert.deepEqual(
      await measured(),
      [2 + others, late, null],
      'the others are late by now; four did not like it',
    )
    await change((tx) => rate(other.id, 'bad').execute(tx.q))
    assert.deepEqual(await measured(), [2 + others, late, 0.5])
    parvis.advance({ days: -90, minutes: -30 })
  })

  test('who begins and does not send is reminded once, of which service and until when', async () => {
    const draft = randomUUID()
    const known = { id: draft, serviceSlug: 'signaler-un-nid-de-poule', serviceVersion: 1 }
    await change((tx) => saveDraft(tx, { ...known, formId: 'pothole', formVersion: 1 }, {}, {}), resident)
    parvis.advance({ days: 80 })
    const ago = (days: number) => new Date(parvis.now().getTime() - days * 86_400_000)
    const rule = retention.find(({ id }) => id === 'draft.remind') ?? assert.fail()
    const sweep = (limit: Date | null) =>
      change((tx) =>
        rule.sweep(tx, {
          ...{ before: ago(76), most: 50, entry: 'demandes', isDemo: false, limitOf: () => limit },
          ...{ writer: { site: { name: 'Parvis' }, origin: 'http://parvis.test' }, held: parvis.house },
        } as Parameters<typeof rule.sweep>[1]),
      )
    assert.equal(await sweep(null), 0)
    assert.equal(await sweep(ago(90)), 1)
    assert.equal(await sweep(ago(90)), 0)
    const { rows } = await ask((tx) =>
      sql<{
        detail: string
      }>`select detail from notices.notice where person_id = ${idOf(resident)} order by id desc limit 1`.execute(
        tx.q,
      ),
    )
    assert.match(rows[0]?.detail ?? '', /^Signaler un nid-de-poule, le \S+ \d/)
    assert.ok(await ask((tx) => findDraft(tx, draft), resident))
    parvis.advance({ days: -80 })
  })

  test('before a town hall opens, one reads who will answer; and what the desk moves as it comes or goes', async () => {
    const [step] = openingSteps
    const bron = place.authorityByCode(BRON)?.id ?? 0
    const state = await ask((tx) => step?.state(tx, bron) ?? assert.fail())
    assert.equal(state.isReady, true)
    assert.equal(step?.href('bron'), '/administration/agents?collectivite=bron')
    assert.match(state.said, /^\d+\sagents? répond(?:ent)? aux demandes/)
    // Whoever leaves tonight answers nobody tomorrow; before it opens, what counts is the day it does.
    const answers = async (opensOn: string | null) => {
      await change(({ q }) => sql`delete from territory.opening where authority_id = ${bron}`.execute(q))
      if (opensOn !== null)
        await change(({ q }) => sql`insert into territory.opening values (${bron}, ${opensOn})`.execute(q))
      return ask(async (tx) => {
        forget(tx, 'territory')
        return (await step?.state(tx, bron))?.isReady
      })
    }
    const day = (days: number) => addDays(parvis.now().toISOString().slice(0, 10), days)
    await change(({ q }) =>
      sql`update accounts.membership set valid_to = ${day(5)} where valid_to is null
        and unit_id in (select id from territory.unit where authority_id = ${bron})`.execute(q),
    )
    assert.deepEqual(
      [await answers(null), await answers(day(1)), await answers(day(5)), await answers(day(6))],
      [true, true, true, false],
    )
    await change(({ q }) =>
      sql`update accounts.membership set valid_to = null where valid_to = ${day(5)}`.execute(q),
    )
    assert.equal(await answers(null), true)
    const moves = (opens: boolean) =>
      ask((tx) => deskFeature.moves?.(tx, bron, opens) ?? assert.fail(), administrator)
    const [coming, going] = [await moves(true), await moves(false)]
    assert.match(
      coming.join('\n'),
      /^\d+\sdemandes? ouvertes?\s: au poste des agents[^]*agents? ouvr(?:e|ent) les demandes/,
    )
    assert.match(going.join('\n'), /chacune par un lien[^]*n’ouvr(?:e|ent) plus les demandes/)
  })
})
