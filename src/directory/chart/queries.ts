// SQL of the chart: who works where on a day, and what units were then, as far as whoever acts may know it (001041, 001100).
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import type { Day, Regrouping } from '#territory'

export interface Planned extends Regrouping {
  /** The first day on which it holds. */
  day: Day
}

export interface Staffed {
  unitId: number
  people: readonly number[]
  /** Whoever heads it: its managers. */
  heads: readonly { id: number; name: string; hasPhoto: boolean }[]
}

/** Units of an authority where somebody works that day. */
export async function staffedOn(tx: Read, authorityId: number, day: string): Promise<Staffed[]> {
  const { rows } = await sql<Staffed>`
    select p.unit_id as "unitId", json_agg(distinct p.person_id) as people,
      coalesce((json_agg(json_build_object('id', p.person_id, 'name', p.name,
        'hasPhoto', platform.helper_id() is null and exists (select from directory.portrait t where t.id = p.person_id)) order by p.name) filter (where p.role = 'manager')), '[]') as heads
    from directory.post p
    where p.authority_id = ${authorityId} and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to >= ${day}::date)
    group by p.unit_id`.execute(tx.q)
  return rows
}

/** What a unit was, that has changed since. */
export interface FormerUnit {
  unitId: number
  /** Null: there was no such unit yet. */
  name: string | null
  parentId: number | null
}

/** Of these units, on that day. */
export async function formerUnits(tx: Read, unitIds: readonly number[], day: string): Promise<FormerUnit[]> {
  const { rows } = await sql<FormerUnit>`
    select distinct on (p.unit_id) p.unit_id as "unitId", p.name, p.parent_id as "parentId" from directory.unit_past p
    where p.unit_id = any (${unitIds as number[]}::integer[]) and p.last_day >= ${day}::date order by p.unit_id, p.last_day`.execute(
    tx.q,
  )
  return rows
}

export interface Planned extends Regrouping {
  /** The first day on which it holds. */
  day: Day
}

/** What is decided of the units of an authority until that day, included, and not done yet; in its order (001224). */
export async function plannedUntil(tx: Read, authorityId: number, day: string): Promise<Planned[]> {
  const { rows } =
    await sql<Planned>`select kind, units, target, day::text as day from directory.planned(${authorityId})
    where day <= ${day}::date order by day`.execute(tx.q)
  return rows
}
