// Wallets that may ask by themselves, as whoever administers the metropolis knows them.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface Program {
  clientId: string
  name: string
  /** Addresses that an answer may go to, letter for letter. */
  returns: readonly string[]
  addedAt: Date
  endedAt: Date | null
}

const programsWhere = async (tx: Read, clientId: string | null): Promise<Program[]> =>
  (
    await sql<Program>`select client_id as "clientId", name, returns, added_at as "addedAt", ended_at as "endedAt" from pass.wallet_program
      where ${clientId}::text is null or client_id = ${clientId} order by name, client_id`.execute(tx.q)
  ).rows

export const programs = (tx: Read): Promise<Program[]> => programsWhere(tx, null)

export const programBy = async (tx: Read, clientId: string): Promise<Program | undefined> =>
  (await programsWhere(tx, clientId))[0]

/** @returns false when a wallet is known by that name already, or was */
export async function addProgram(
  tx: Write,
  { clientId, name, returns }: Pick<Program, 'clientId' | 'name' | 'returns'>,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into pass.wallet_program (client_id, name, returns) values (${clientId}, ${name}, ${returns}) on conflict do nothing`.execute(
      tx.q,
    )
  return numAffectedRows === 1n
}

/** It asks for nothing more; copies that it has stay their holders’. */
export const endProgram = (tx: Write, clientId: string) =>
  sql`update pass.wallet_program set ended_at = ${tx.now} where client_id = ${clientId}`.execute(tx.q)
