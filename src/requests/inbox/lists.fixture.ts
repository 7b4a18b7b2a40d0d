// Requests everywhere, for the tests of the lists: many with equal keys, late, at risk, closed, waiting, planned, to be told, handed over.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { sql } from 'kysely'
import { type Actor, system } from '#platform/actor.ts'
import { type Database, openDatabase, type Read } from '#platform/db/db.ts'
import { testDatabase } from '#test/database.ts'
import { actorOfPerson } from '#people'

export const NOW = new Date('2026-11-23T13:38:00Z')
export const REQUESTS = 240

/** Requests everywhere, many with equal keys, some late, some at risk, some closed, some waiting. */
async function fill(tx: Read): Promise<void> {
  await sql`insert into requests.request (ref, service_slug, service_version, category, form_id, form_version, workflow_id, workflow_version,
      authority_id, unit_id, assignee_id, commune_id, area_code, channel, contact_name, subject, description, place_address,
      answers, routing, state, state_kind, state_since, received_at, answer_due_at, solution_due_at, next_due_at, next_risk_at, planned_day, untold_since, answer_risk_at,
      solution_risk_at, answer_done_at, solution_done_at)
    select '2026-' || lpad(n::text, 5, '0'), 'signaler-un-nid-de-poule', 1, 'pothole', 'nid-de-poule', 1, 'report', 1,
      u.authority_id, u.id, case when n % 5 = 0 then p.id end, c.authority_id, c.code, (array['web', 'phone', 'desk'])[1 + n % 3],
      'Lucette Morandat', 'Trou numéro ' || n, case when n % 7 = 0 then 'devant la boulangerie' else 'dans la rue' end, 'rue du Lac',
      '{}', '{}', 'new', (array['new', 'active', 'waiting', 'done'])[1 + (n / 2) % 4], ${NOW}::timestamptz, ${NOW}::timestamptz - (n % 11) * interval '1 day',
      case when n % 4 > 0 then ${NOW}::timestamptz + ((n % 5) - 2) * interval '1 day' end,
      case when n % 3 > 0 then ${NOW}::timestamptz + ((n % 7) - 3) * interval '1 day' end,
      case when n % 6 = 0 then 'infinity' else ${NOW}::timestamptz + ((n % 9) - 4) * interval '1 day' + interval '1 microsecond' * (n % 2) end,
      ${NOW}::timestamptz + ((n % 9) - 6) * interval '1 day',
      case when n % 3 = 0 then date '2026-11-23' + (n % 5) - 2 end, case when n % 13 = 0 then ${NOW}::timestamptz end,
      case when n % 4 > 0 then ${NOW}::timestamptz + ((n % 5) - 3) * interval '1 day' end,
      case when n % 3 > 1 then ${NOW}::timestamptz + ((n % 7) - 4) * interval '1 day' end,
      case when n % 17 = 0 then ${NOW}::timestamptz end, case when n % 19 = 0 then ${NOW}::timestamptz end
    from generate_series(1, ${REQUESTS}) n
    join lateral (select a.code, a.authority_id from territory.area a where a.kind = 'commune' and a.code in ('69029', '69283', '69266') order by a.code offset n % 3 limit 1) c on true
    join lateral (select u.id, u.authority_id from territory.unit u
      where (n % 2 = 0 and u.code = 'voirie-est') or (n % 2 = 1 and u.authority_id = c.authority_id) order by u.id offset case when n % 2 = 0 then 0 else n % 2 end limit 1) u on true
    join accounts.person p on p.email = 'voirie@parvis.example'`.execute(tx.q)
  // Handed over by one unit, some so long ago that its lists forget them.
  await sql`insert into requests.access (request_id, unit_id, reason, since)
    select r.id, u.id, 'handed-over', ${NOW}::timestamptz - (r.id % 3) * interval '100 days'
    from requests.request r join territory.unit u on u.code = 'voirie-est' where r.unit_id <> u.id`.execute(
    tx.q,
  )
}

/** Called inside a suite: its database opens before the tests and goes after them. */
export function openLists() {
  let db: Database
  let drop: () => Promise<void>
  const actors = new Map<string, Actor>()
  before(async () => {
    const database = await testDatabase()
    drop = database.drop
    db = openDatabase(database.urls, () => NOW, {}, 4)
    await db.write(system, async (tx) => {
      await fill(tx)
      const people = await tx.q.selectFrom('accounts.person').select(['id', 'email']).execute()
      for (const { id, email } of people) {
        const actor = await actorOfPerson(tx, id)
        if (actor !== null && email !== null) actors.set(email, actor)
      }
    })
  })
  after(async () => {
    await db.close()
    await drop()
  })
  return {
    actorOf(email: string): Actor {
      const actor = actors.get(email)
      assert.ok(actor, email)
      return actor
    },
    as: <T>(email: string, work: (tx: Read) => Promise<T>): Promise<T> => {
      const actor = actors.get(email)
      assert.ok(actor, email)
      return db.read(actor, work)
    },
    bySystem: <T>(work: (tx: Read) => Promise<T>): Promise<T> => db.read(system, work),
  }
}
