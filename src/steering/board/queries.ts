// SQL of what has been told of readings, as far as whoever asks reads it. Nothing told is under five (db/migrations/000895).
import { type RawBuilder, sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import type { Day } from '#territory'
import { access } from '../count/access.ts'
import type { Period } from './period.ts'

type Months = Pick<Period, 'from' | 'to'>

/** Of which authority: null, of all those in sight. */
export interface Within extends Months {
  authorityId: number | null
}

const inSight = (tx: Read, alias: 'r' | 't', authorityId: number | null): RawBuilder<unknown> =>
  sql`${allowedRows(access['use.read'], tx.actor, alias)}
    and (${authorityId}::integer is null or ${sql.ref(`${alias}.authority_id`)} = ${authorityId})`

const toldIn = (tx: Read, { from, to, authorityId }: Within): RawBuilder<unknown> =>
  sql`steering.told r where r.month between ${from} and ${to} and ${inSight(tx, 'r', authorityId)}`

export interface Use {
  month: Day
  kind: string
  reader: string
  count: number
}

/** Readings by month, kind of thing and group of readers. */
export async function useOf(tx: Read, within: Within): Promise<Use[]> {
  const { rows } = await sql<Use>`
    select r.month::text as month, r.kind, r.reader, sum(r.count)::integer as count from ${toldIn(tx, within)}
    group by r.month, r.kind, r.reader`.execute(tx.q)
  return rows
}

/** What it is called, to whoever reads it or answers for it; null to others, whom its figures are told alone. */
export interface Called {
  title: string | null
  href: string | null
}

export interface ThingRead extends Called {
  kind: string
  thing: string
  authorityId: number
  unitId: number | null
  count: number
}

type Thing = Pick<ThingRead, 'kind' | 'thing'>

/** What these are called, as far as whoever asks may know; those that everybody reads say so. */
export async function namesOf(
  tx: Read,
  things: readonly Thing[],
): Promise<ReadonlyMap<string, { title: string; href: string; isPublic: boolean }>> {
  const asked = [...new Map(things.map((one) => [keyOf(one), one])).values()]
  const { rows } = await sql<Thing & { title: string; href: string; isPublic: boolean }>`
    select n.kind, n.thing, n.title, n.href, n.is_public as "isPublic"
    from steering.names(${asked.map(({ kind }) => kind)}::text[], ${asked.map(({ thing }) => thing)}::text[]) n`.execute(
    tx.q,
  )
  return new Map(rows.map((row) => [keyOf(row), row]))
}

export const keyOf = ({ kind, thing }: Thing): string => `${kind} ${thing}`

/** The same, called by their names, those of the same count in the order of these. */
async function called<R extends Thing & { count: number }>(
  tx: Read,
  rows: readonly R[],
): Promise<(R & Called)[]> {
  const names = await namesOf(tx, rows)
  return rows
    .map((row) => ({ ...row, title: null, href: null, ...names.get(keyOf(row)) }))
    .toSorted(
      (one, other) => other.count - one.count || (one.title ?? '').localeCompare(other.title ?? '', 'fr'),
    )
}

/** The most read of each kind, those first. */
export async function mostRead(tx: Read, within: Within, most: number): Promise<ThingRead[]> {
  const { rows } = await sql<Omit<ThingRead, keyof Called>>`
    select t.kind, t.thing, t.authority_id as "authorityId", t.unit_id as "unitId", s.count
    from (select r.kind, r.thing, sum(r.count)::integer as count,
        row_number() over (partition by r.kind order by sum(r.count) desc, r.thing) as place
      from ${toldIn(tx, within)} group by r.kind, r.thing) s
    join steering.thing t on t.kind = s.kind and t.thing = s.thing
    where s.place <= ${most} order by s.count desc, t.thing`.execute(tx.q)
  return called(tx, rows)
}

export const ofKind = (rows: readonly ThingRead[], kind: string): ThingRead[] =>
  rows.filter((row) => row.kind === kind)

export interface Unread {
  title: string
  href: string
  unitId: number | null
}

interface Silent {
  thing: string
  unitId: number | null
  count: number
}

/** Things of that kind that were there for a whole month of these at least, of which nothing is told: how many there are, and of the oldest those that whoever asks may know. */
export async function unread(
  tx: Read,
  within: Within,
  kind: string,
  most: number,
): Promise<{ count: number; first: Unread[] }> {
  const { rows } = await sql<Silent>`
    select t.thing, t.unit_id as "unitId", (count(*) over ())::integer as count from steering.thing t
    where t.kind = ${kind} and t.is_there and t.since < ${within.to}
      and ${inSight(tx, 't', within.authorityId)}
      and t.thing not in (select r.thing from ${toldIn(tx, within)} and r.kind = ${kind})
    order by t.since, t.thing limit ${most}`.execute(tx.q)
  const names = await namesOf(
    tx,
    rows.map(({ thing }) => ({ kind, thing })),
  )
  return {
    count: rows[0]?.count ?? 0,
    first: rows.flatMap(({ thing, unitId }) => {
      const found = names.get(keyOf({ kind, thing }))
      return found === undefined ? [] : [{ title: found.title, href: found.href, unitId }]
    }),
  }
}

export interface Reading extends ThingRead {
  reader: string
}

/** What each group read of each thing. */
export async function readings(tx: Read, within: Within, most: number): Promise<Reading[]> {
  const { rows } = await sql<Omit<Reading, keyof Called>>`
    select t.kind, t.thing, t.authority_id as "authorityId", t.unit_id as "unitId", s.reader, s.count
    from (select r.kind, r.thing, r.reader, sum(r.count)::integer as count from ${toldIn(tx, within)}
      group by r.kind, r.thing, r.reader order by count desc limit ${most}) s
    join steering.thing t on t.kind = s.kind and t.thing = s.thing
    order by s.count desc, s.reader`.execute(tx.q)
  return called(tx, rows)
}

export interface UnitFreshness {
  authorityId: number
  unitId: number
  online: number
  late: number
  /** When the one that waits longest should have been read again. */
  lateSince: Day | null
  newest: Date
}

/** How fresh each unit keeps its contents. */
export async function freshnessOf(tx: Read, authorityId: number | null): Promise<UnitFreshness[]> {
  const { rows } = await sql<UnitFreshness>`
    select f.authority_id as "authorityId", f.unit_id as "unitId", f.online, f.late, f.late_since::text as "lateSince", f.newest
    from steering.freshness() f where ${authorityId}::integer is null or f.authority_id = ${authorityId}
    order by f.late desc, f.late_since, f.online desc, f.unit_id`.execute(tx.q)
  return rows
}

export interface Judged {
  authorityId: number
  unitId: number
  helped: number
  answers: number
}

/** What readers answered in a year to « Cette page vous a-t-elle aidé ? », by lots of months in which five said yes and five no. */
export async function judgedOf(tx: Read, authorityId: number | null): Promise<Judged[]> {
  const { rows } = await sql<Judged>`
    select j.authority_id as "authorityId", j.unit_id as "unitId", j.helped, j.answers from steering.judged() j
    where ${authorityId}::integer is null or j.authority_id = ${authorityId} order by j.answers desc, j.unit_id`.execute(
    tx.q,
  )
  return rows
}

/** Whose figures one may read: the authorities that have some in sight. */
export async function authoritiesInSight(tx: Read): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select distinct t.authority_id as id from steering.thing t
    where ${inSight(tx, 't', null)}`.execute(tx.q)
  return rows.map(({ id }) => id)
}
