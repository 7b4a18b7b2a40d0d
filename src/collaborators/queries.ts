// SQL of the blocks of collaborators. Act as the system, for one person: asked at each visit of the home of an account, by one statement.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import { inForce, today } from '#people'

export interface OwnPart {
  /** Do they sit somewhere today? */
  sits: boolean
  /** How many act for them today. */
  helped: number
  /** For whom they act today, by mandate. */
  actsFor: { id: number; name: string }[]
}

export async function ownPart(tx: Read, personId: number): Promise<OwnPart> {
  const { rows } = await sql<OwnPart>`
    with live as materialized (
      select m.* from accounts.mandate m
      where m.kind = 'collaborator' and (m.person_id = ${personId} or m.helper_id = ${personId}) and ${inForce(tx)})
    select bodies.sits(${personId}, ${today(tx)}) as sits,
      (select count(*)::integer from live where person_id = ${personId}) as helped,
      coalesce((select json_agg(json_build_object('id', l.id, 'name', p.name) order by p.name, l.id)
        from live l join accounts.person p on p.id = l.person_id where l.helper_id = ${personId}), '[]') as "actsFor"`.execute(
    tx.q,
  )
  return rows[0] ?? { sits: false, helped: 0, actsFor: [] }
}

/** Those that a member gave and that end by that day, unless the same person has one that lasts longer. */
export async function mandatesEnding(
  tx: Read,
  personId: number,
  by: string,
  most: number,
): Promise<{ name: string; endsOn: string }[]> {
  const { rows } = await sql<{ name: string; endsOn: string }>`
    select p.name, m.valid_to::text as "endsOn" from accounts.mandate m join accounts.person p on p.id = m.helper_id
    where m.kind = 'collaborator' and m.person_id = ${personId} and m.valid_to <= ${by} and ${inForce(tx)}
      and not exists (select from accounts.mandate next where next.kind = 'collaborator' and next.person_id = m.person_id
        and next.helper_id = m.helper_id and next.valid_to > m.valid_to and next.ended_at is null)
    order by m.valid_to, m.id limit ${most}`.execute(tx.q)
  return rows
}
