// SQL of whom jobs tell of a space. As the system.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import type { Role } from '../record/kinds.ts'

export interface ToTell {
  personId: number
  name: string
  address: string | null
  isAgent: boolean
}

const columns = sql`person_id as "personId", name, address, is_agent as "isAgent"`

/** Its members today. */
export async function recipientsOf(tx: Read, spaceId: number): Promise<(ToTell & { role: Role })[]> {
  const { rows } = await sql<
    ToTell & { role: Role }
  >`select ${columns}, role::text from spaces.recipients(${spaceId}) order by 1`.execute(tx.q)
  return rows
}

export async function recipient(tx: Read, personId: number): Promise<ToTell | undefined> {
  const { rows } = await sql<ToTell>`select ${columns} from spaces.recipient(${personId})`.execute(tx.q)
  return rows[0]
}

/** A space, whatever its state. */
export async function spaceNamed(tx: Read, id: number): Promise<{ id: number; name: string } | undefined> {
  const { rows } = await sql<{
    id: number
    name: string
  }>`select id, name from spaces.space where id = ${id}`.execute(tx.q)
  return rows[0]
}

export async function askingNamed(
  tx: Read,
  id: number,
): Promise<{ spaceId: number; name: string } | undefined> {
  const { rows } = await sql<{ spaceId: number; name: string }>`select a.space_id as "spaceId", p.name
    from spaces.asking a join accounts.person p on p.id = a.person_id where a.id = ${id}`.execute(tx.q)
  return rows[0]
}

export interface WishNamed {
  id: number
  authorityId: number
  personId: number
  by: string
  name: string
  refusedBecause: string | null
  spaceId: number | null
}

export async function wishNamed(tx: Read, id: number): Promise<WishNamed | undefined> {
  const { rows } =
    await sql<WishNamed>`select w.id, w.authority_id as "authorityId", w.person_id as "personId", p.name as by, w.name,
      w.refused_because as "refusedBecause", w.space_id as "spaceId"
    from spaces.wish w join accounts.person p on p.id = w.person_id where w.id = ${id}`.execute(tx.q)
  return rows[0]
}

export async function taskTitle(tx: Read, id: number): Promise<string | undefined> {
  const { rows } = await sql<{ title: string }>`select title from spaces.task where id = ${id}`.execute(tx.q)
  return rows[0]?.title
}
