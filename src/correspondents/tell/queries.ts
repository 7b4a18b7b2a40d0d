// SQL of whom jobs tell of correspondents. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface ToTell {
  personId: number
  name: string
  address: string | null
  side: 'own' | 'head' | 'keeper'
}

/** The correspondent, those who head the unit, those who animate the network: once each, by what they are first. */
export async function recipientsOf(tx: Read, id: number): Promise<ToTell[]> {
  const { rows } =
    await sql<ToTell>`select person_id as "personId", name, address, side from correspondents.recipients(${id})`.execute(
      tx.q,
    )
  return rows
}

export interface Told {
  name: string
  unitId: number
  doubt: string
  agreedAt: Date | null
  until: string | null
}

export async function toldOf(tx: Read, id: number): Promise<Told | undefined> {
  const { rows } =
    await sql<Told>`select name, unit_id as "unitId", doubt, agreed_at as "agreedAt", until::text as until
    from correspondents.correspondent where id = ${id}`.execute(tx.q)
  return rows[0]
}

/** Those who no longer work there hand over. @returns their ids */
export async function endGone(tx: Write, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from correspondents.end_gone(${most})`.execute(tx.q)
  return rows.map(({ id }) => id)
}
