// SQL of what the network of correspondents holds about a person, and of what is forgotten with time. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface Held {
  authorityId: number
  /** The unit, of whose network they are; null: what they signed. */
  unitId: number | null
  what: string
  at: Date
  /** Their own words; empty where they only signed. */
  said: string
}

export async function heldOf(tx: Read, personId: number): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select c.authority_id as "authorityId", c.unit_id as "unitId", 'Correspondant' as what, c.proposed_at as at,
      concat_ws(' ', c.about, array_to_string(c.skills, ', '), c.pace) as said
    from correspondents.correspondent c where c.person_id = ${personId}
    union all select c.authority_id, null, 'Fiche mission validée pour la direction', c.approved_at, ''
    from correspondents.correspondent c where c.approved_by = ${personId}
    union all select s.authority_id, null, 'Fiche mission écrite', s.written_at, s.role from correspondents.sheet s where s.written_by = ${personId}
    union all select s.authority_id, null, case when t.came then 'Formation suivie' else 'Formation retenue' end, t.taken_at, s.title
    from correspondents.seat t join correspondents.session s on s.id = t.session_id
    join correspondents.correspondent c on c.id = t.correspondent_id where c.person_id = ${personId}
    order by at`.execute(tx.q)
  return rows
}

/** What was theirs goes; what they signed loses their name. @returns the ids of theirs, null for what they signed */
export async function dropOf(
  tx: Write,
  personId: number,
): Promise<{ authorityId: number; id: number | null }[]> {
  const { rows } = await sql<{ authorityId: number; id: number | null }>`
    with gone as (delete from correspondents.correspondent where person_id = ${personId} returning authority_id, id),
      signed as (update correspondents.correspondent set approved_by = null, approved_name = 'Une personne partie'
        where approved_by = ${personId} and person_id <> ${personId} returning authority_id),
      worded as (update correspondents.sheet set written_by = null, written_name = 'Une personne partie' where written_by = ${personId}
        returning authority_id)
    select authority_id as "authorityId", id from gone union all select authority_id, null from signed
    union all select authority_id, null from worded`.execute(tx.q)
  return rows
}

/** Those who handed over so long ago. @returns their ids */
export async function forgetOver(tx: Write, before: Date, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`delete from correspondents.correspondent where id in (
    select id from correspondents.correspondent where until::timestamptz < ${before} order by id limit ${most}) returning id`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}
