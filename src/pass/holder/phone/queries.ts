// SQL of the phone that carries a pass: one at most, whose public key is nobody’s to read but the program’s. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface PhoneKey {
  x: string
  y: string
}

export interface Phone {
  id: number
  label: string
  /** Suspended at a desk, it opens nothing until it is taken up again. */
  isSuspended: boolean
  madeAt: Date
  key: PhoneKey
}

/** The phone that carries the pass now. */
export async function phoneOf(tx: Read, passId: number): Promise<Phone | undefined> {
  const { rows } =
    await sql<Phone>`select id, label, state = 'suspended' as "isSuspended", made_at as "madeAt", holder_key as key
    from pass.support where pass_id = ${passId} and kind = 'phone' and ended_at is null`.execute(tx.q)
  return rows[0]
}

/** Of two phones that are registered at once, one waits. @returns whether the pass opens something still */
export async function lockPass(tx: Write, passId: number): Promise<boolean> {
  const { rows } = await sql<{
    live: boolean
  }>`select stopped_at is null as live from pass.pass where id = ${passId} for update`.execute(tx.q)
  return rows[0]?.live === true
}
