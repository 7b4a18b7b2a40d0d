// What rules of competence decided, as administrators count it, and the requests that somebody may read among those.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { type Territory, territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { act } from '../act/act.ts'
import type { Sent } from '../send/submit.ts'
import { casesSince, correctedRefs, decidedSince, routedOfEvent, routedRequest } from './queries.ts'

const POTHOLE = 'nid-de-poule'

describe('what rules decided', () => {
  let parvis: TestApp
  let place: Territory
  let [agent, administrator, elsewhere] = [anonymous(), anonymous(), anonymous()]
  let [first, handed]: Sent[] = []
  const ask = <T>(work: (tx: Read) => Promise<T>, by: Actor = system) => parvis.db.read(by, work)
  const routingOf = async ({ id }: Sent) =>
    (
      await ask(({ q }) =>
        sql<{ rule: string; unit: number }>`select routing ->> 'ruleId' as rule, unit_id as unit
          from requests.request where id = ${id}`.execute(q),
      )
    ).rows[0] ?? assert.fail()

  before(async () => {
    parvis = await createTestApp()
    place = await ask(territory)
    agent = await parvis.actor('voirie@parvis.example')
    administrator = await parvis.actor('admin@parvis.example')
    elsewhere = await parvis.actor('agent.bron@parvis.example')
    first = await parvis.makeRequest()
    handed = await parvis.makeRequest()
    await parvis.makeRequest({ service: 'eclairage-public-en-panne' })
  })
  after(() => parvis.close())

  test('requests alike are counted together, of one’s own authorities, since that day', async () => {
    const since = parvis.now()
    const cases = (categories: readonly string[], by = administrator, from = since) =>
      ask((tx) => casesSince(tx, new Date(from.getTime() - 1), categories), by)
    const pothole = { category: POTHOLE, areaCode: '69283', placeKind: 'street', count: 2 }
    assert.deepEqual(await cases([POTHOLE]), [pothole])
    assert.deepEqual(await cases([POTHOLE], agent), [])
    assert.deepEqual(await cases([]), [])
    assert.deepEqual(await cases([POTHOLE], administrator, new Date(since.getTime() + 60_000)), [])
    const all = await cases([POTHOLE, 'eclairage-public'])
    assert.deepEqual(all[0], pothole, 'the most first')
  })

  test('what agents handed over is told from what stayed where its rule sent it, and names it to whoever may read', async () => {
    const since = new Date(parvis.now().getTime() - 1)
    const { rule, unit } = await routingOf(first ?? assert.fail())
    const decided = () => ask((tx) => decidedSince(tx, since, [POTHOLE]), administrator)
    const refs = (by: Actor, limit = 9, ofRule = rule) =>
      ask((tx) => correctedRefs(tx, ofRule, since, limit), by)
    assert.deepEqual(await decided(), [{ rule, unitId: null, service: null, count: 2 }])
    assert.deepEqual(await refs(agent), [])
    const target = place
      .unitsOf(place.metropolis.id)
      .find(({ id, code }) => id !== unit && code.startsWith('voirie'))
    const { ref } = handed ?? assert.fail()
    const input = {
      targetUnitId: target?.id ?? 0,
      reason: 'Ce n’est pas ici.',
      explanation: 'Un autre service suit votre demande.',
    }
    const moved = await parvis.db.write(agent, (tx) => act(tx, ref, 'hand_over', input, 'agent'))
    assert.notEqual(moved.unitId, unit)
    assert.deepEqual(
      (await decided()).toSorted((one, other) => Number(one.unitId) - Number(other.unitId)),
      [
        { rule, unitId: null, service: null, count: 1 },
        { rule, unitId: moved.unitId, service: null, count: 1 },
      ],
    )
    assert.deepEqual(await refs(system), [ref])
    assert.deepEqual(
      [await refs(elsewhere), await refs(system, 0), await refs(system, 9, 'other')],
      [[], [], []],
    )
  })

  test('one is read with what was decided of it, by whoever may; what was not told yet is said from the rules', async () => {
    const { ref, id } = first ?? assert.fail()
    const read = (by: Actor, which = ref) => ask((tx) => routedRequest(tx, place, which), by)
    const request = (await read(agent)) ?? assert.fail()
    const { rule, unit } = await routingOf(first ?? assert.fail())
    assert.deepEqual([request.ref, request.unitId, request.routing.ruleId], [ref, unit, rule])
    assert.notEqual(request.routing.because, '')
    await parvis.runJobs()
    const told = (await read(agent)) ?? assert.fail()
    assert.equal(told.routing.because, request.routing.because)
    await parvis.db.write(system, ({ q }) =>
      sql`update requests.request set routing = routing || '{"because": "Dit autrement."}' where id = ${id}`.execute(
        q,
      ),
    )
    assert.equal((await read(agent))?.routing.because, 'Dit autrement.', 'what was told stays')
    assert.deepEqual([await read(elsewhere), await read(agent, '1999-00001')], [undefined, undefined])
    const [event] = await ask((tx) => eventsOf(tx, 'request', id))
    assert.equal((await ask((tx) => routedOfEvent(tx, event?.id ?? 0)))?.ref, ref)
    assert.equal(await ask((tx) => routedOfEvent(tx, 0)), undefined)
  })
})
