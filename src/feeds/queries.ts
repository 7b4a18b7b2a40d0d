// SQL of the secret addresses at which programs read in somebody’s place.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'

export interface Address {
  /** What it is made of (address.ts). */
  chance: string
  madeAt: Date
  /** false: a post or a seat has begun or ended since, and it opens nothing any more. */
  stands: boolean
}

/** That of whoever acts, in their own name. */
export async function ownAddress(tx: Read): Promise<Address | null> {
  const { rows } =
    await sql<Address>`select chance, made_at as "madeAt", stands from feeds.own_address()`.execute(tx.q)
  return rows[0] ?? null
}

/** The one that was is none any more, from this transaction on. As oneself. */
export async function replaceAddress(
  tx: Write,
  personId: number,
  { chance, digest }: { chance: string; digest: Buffer },
): Promise<void> {
  await deleteAddress(tx, personId)
  await sql`insert into feeds.address (person_id, chance, digest) values (${personId}, ${chance}, ${digest})`.execute(
    tx.q,
  )
}

/** @returns how many */
export const deleteAddress = (tx: Write, personId: number): Promise<number> =>
  countOf(tx, sql`delete from feeds.address where person_id = ${personId}`)

/** Whose address that is, while it stands. As the system: nobody is known yet. */
export async function holderOf(tx: Read, digest: Buffer): Promise<number | null> {
  const { rows } = await sql<{ personId: number }>`
    select person_id as "personId" from feeds.address a where digest = ${digest} and feeds.stands(a)`.execute(
    tx.q,
  )
  return rows[0]?.personId ?? null
}

/** Ends for good those whose holder has begun or left a post, a seat or a mandate since, or closed their account. As the system. */
export async function endFallen(tx: Write): Promise<void> {
  await sql`select feeds.end_fallen()`.execute(tx.q)
}

/** When theirs was made. As the system. */
export async function madeAtOf(tx: Read, personId: number): Promise<Date | null> {
  const { rows } = await sql<{ madeAt: Date }>`
    select made_at as "madeAt" from feeds.address where person_id = ${personId}`.execute(tx.q)
  return rows[0]?.madeAt ?? null
}
