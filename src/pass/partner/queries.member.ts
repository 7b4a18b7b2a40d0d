// Who works for a partner: named to whoever keeps it and whoever manages it, invited by mail, ended today.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface OwnMember {
  id: number
  name: string
  email: string
  isManager: boolean
  since: string
  until: string | null
}

/** Nobody for anybody else. */
export async function membersOf(tx: Read, partnerId: number): Promise<OwnMember[]> {
  const { rows } =
    await sql<OwnMember>`select id, name, email, is_manager as "isManager", since::text, until::text
    from pass.people_of(${partnerId}) order by until is not null, name collate "fr-x-icu", id`.execute(tx.q)
  return rows
}

/** @returns false when they had left already */
export async function endMember(tx: Write, partnerId: number, id: number): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update pass.member set until = territory.day_of(platform.now()) where id = ${id} and partner_id = ${partnerId} and until is null`.execute(
      tx.q,
    )
  return numAffectedRows === 1n
}
