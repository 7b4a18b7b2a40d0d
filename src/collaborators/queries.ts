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
