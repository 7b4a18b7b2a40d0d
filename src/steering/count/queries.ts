// SQL of what is read, counted of nobody (db/migrations/000895). All of it as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { CountedThing } from '#platform/ledger/counted.ts'
import type { Day } from '#territory'

/** Of which group each who acts for an authority is on that day; who is not there is a resident. */
export async function readersOn(tx: Read, day: Day): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ personId: number; reader: string }>`
    select person_id as "personId", reader from steering.readers_on(${day})`.execute(tx.q)
  return new Map(rows.map(({ personId, reader }) => [personId, reader]))
}

export interface Count {
  kind: string
  thing: string
  reader: string
  count: number
}

/** Adds to the counts of that month (its first day). */
export const addCounts = (tx: Write, month: Day, counts: readonly Count[]) =>
  sql`insert into steering.opening as o (month, kind, thing, reader, count)
    select ${month}, r.kind, r.thing, r.reader, r.count
    from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb) as r(kind text, thing text, reader text, count integer)
    order by r.kind, r.thing, r.reader
    on conflict (kind, thing, reader, month) do update set count = o.count + excluded.count`.execute(tx.q)

/** Says what of that kind is there to be read; what is there no more stays, with its figures. */
export async function keepThings(tx: Write, kind: string, things: readonly CountedThing[]): Promise<void> {
  const rows = things.map(({ since, ...thing }) => ({ ...thing, since: since.toISOString().slice(0, 10) }))
  await sql`with r as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(thing text, title text, href text, "authorityId" integer, "unitId" integer, since date)),
    gone as (update steering.thing t set is_there = false
      where t.kind = ${kind} and t.is_there and t.thing not in (select r.thing from r))
    insert into steering.thing as t (kind, thing, title, href, authority_id, unit_id, since)
    select ${kind}, r.thing, r.title, r.href, r."authorityId", r."unitId", r.since from r
    on conflict (kind, thing) do update set title = excluded.title, href = excluded.href, authority_id = excluded.authority_id,
      unit_id = excluded.unit_id, since = least(t.since, excluded.since), is_there = true
    where (t.title, t.href, t.authority_id, t.unit_id, t.is_there) is distinct from
      (excluded.title, excluded.href, excluded.authority_id, excluded.unit_id, true)`.execute(tx.q)
}

/** Tells what the months that are over have gathered. */
export const tellMonths = (tx: Write, today: Day) => sql`select steering.tell_months(${today})`.execute(tx.q)
