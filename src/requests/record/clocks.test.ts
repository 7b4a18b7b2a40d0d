// The inbox is in the order of what is owed: after each act, by whoever takes it, the row says what the clocks of the events say.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { type EventRow, eventsOf } from '#platform/ledger/events.ts'
import { type Territory, territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { requestById } from '#test/requests.ts'
import type { ActInput } from '../act/acting.ts'
import { act } from '../act/act.ts'
import type { Sent } from '../send/submit.ts'
import { calendarOf, clocksOf } from './clocks.ts'

const ROADS = 'voirie@parvis.example'

describe('the order of the inbox', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const acts = async ({ ref }: Sent, transition: string, input: ActInput = {}) =>
    parvis.db.write(await parvis.actor(ROADS), (tx) => act(tx, ref, transition, input, 'agent'))

  /** References as the agent’s list shows them, what is owed first. */
  async function listed(): Promise<string[]> {
    // Days pass: a session of the day before is over.
    const { body } = await (await parvis.signedInAs(ROADS)).get('/agents?tri=reponse')
    return [...new Set([...body.matchAll(/value="(\d{4}-\d{5})"/g)].map(([, ref]) => ref ?? ''))]
  }

  /** What the row says is owed next; and what the clocks say. */
  async function owed({ id }: Sent): Promise<Date | null> {
    return parvis.db.read(system, async (tx) => {
      const row = await requestById(tx, id)
      assert.ok(row)
      const events = await eventsOf(tx, 'request', id)
      const { firstAnswer, solution } = await clocksOf(tx, await territory(tx), row, events)
      const due = [firstAnswer, solution].flatMap(({ dueAt, doneAt }) =>
        doneAt === null && dueAt ? [dueAt] : [],
      )
      const told = due.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
      const { rows } = await sql<{
        due: Date | null
      }>`select case when isfinite(next_due_at) then next_due_at end as due
        from requests.request where id = ${id}`.execute(tx.q)
      assert.deepEqual(rows[0]?.due ?? null, told, 'the row says what the events say')
      return told
    })
  }

  test('answered, asked back, answered by its resident, closed and open again: the list follows', async () => {
    const first = await parvis.makeRequest({ commune: '69029' })
    parvis.advance({ days: 1 })
    const second = await parvis.makeRequest({ commune: '69029' })
    assert.deepEqual(await listed(), [first.ref, second.ref])
    const promised = await owed(first)

    await acts(first, 'reply', { message: 'Nous passons jeudi.' })
    assert.ok(((await owed(first)) ?? 0) > (promised ?? 0), 'the solution alone is owed')
    assert.deepEqual(await listed(), [second.ref, first.ref])

    await acts(second, 'ask', { message: 'À quel numéro ?' })
    assert.equal(await owed(second), null, 'nothing is owed while it waits')
    assert.deepEqual(await listed(), [first.ref, second.ref])

    parvis.advance({ days: 3 })
    const resident = parvis.browser()
    await resident.get(`/suivi?code=${second.code}`)
    await resident.post(`/suivi/${second.ref}/messages`, { message: 'Au 12.' })
    assert.ok(await owed(second), 'a resident’s answer starts the clock again')

    await acts(first, 'close', { message: 'C’est rebouché.' })
    assert.equal(await owed(first), null)
    assert.deepEqual(await listed(), [second.ref])

    parvis.advance({ days: 4 })
    await acts(first, 'reopen_by_agent', { reason: 'Rouvert', explanation: 'il s’est rouvert.' })
    assert.ok(await owed(first))
    assert.deepEqual(await listed(), [second.ref, first.ref])
  })
})

test('a promise is counted by the calendar of its unit, or of the one of which a reorganisation took it', () => {
  const place = { calendarOf: (unit: number) => unit } as unknown as Territory
  const calendar = (unitId: number, ...events: (readonly [name: string, payload: EventRow['payload']])[]) =>
    calendarOf(
      place,
      { unitId },
      events.map(([name, payload]) => ({ name, payload })) as unknown as EventRow[],
    )
  const reorganised = ['request.reorganised', { fromUnitId: 1, unitId: 2, countedBy: 1 }] as const
  const moved = ['request.moved', { fromUnitId: 2, unitId: 3 }] as const
  assert.equal(calendar(1), 1)
  assert.equal(calendar(2, reorganised), 1)
  assert.equal(calendar(2, reorganised, ['request.moved', { unitId: 2 }]), 1, 'what moves nothing')
  assert.equal(calendar(3, reorganised, moved), 3)
  assert.equal(calendar(3, ['request.moved', { fromUnitId: 2, unitId: 3, countedBy: 1 }]), 3)
  assert.equal(calendar(5, reorganised), 5, 'it went on without a word')
})
