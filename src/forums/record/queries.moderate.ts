// SQL of moderation. Who may, and by whom it is signed, is said by PostgreSQL (001010).
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import type { Rule } from './words.ts'

interface Of {
  threadId: number
  messageId: number
}

const hasDone = ({ numAffectedRows }: { numAffectedRows?: bigint | undefined }): boolean =>
  (numAffectedRows ?? 0n) > 0n

/** @returns false when one had already reported it */
export const insertReport = async (tx: Write, { threadId, messageId }: Of, rule: Rule): Promise<boolean> =>
  hasDone(
    await sql`insert into forums.report (message_id, thread_id, rule) values (${messageId}, ${threadId}, ${rule})
      on conflict (message_id, person_id) do nothing`.execute(tx.q),
  )

/** What was reported of it is answered: it stays. @returns whether there was anything */
export const settleReports = async (tx: Write, messageId: number): Promise<boolean> =>
  hasDone(
    await sql`update forums.report set settled_at = ${tx.now} where message_id = ${messageId} and settled_at is null`.execute(
      tx.q,
    ),
  )

/** @returns its id; null when it is hidden already */
export async function insertHiding(
  tx: Write,
  { threadId, messageId }: Of,
  rule: Rule,
  word: string,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`insert into forums.hiding (message_id, thread_id, rule, word)
    values (${messageId}, ${threadId}, ${rule}, ${word})
    on conflict (message_id) where lifted_at is null do nothing returning id`.execute(tx.q)
  return rows[0]?.id ?? null
}

/** @returns whether it was hidden, and whoever acts may show it */
export const liftHiding = async (tx: Write, id: number): Promise<boolean> =>
  hasDone(await sql`update forums.hiding set lifted_at = ${tx.now} where id = ${id}`.execute(tx.q))

/** @returns false when it was contested already */
export const insertAppeal = async (tx: Write, hidingId: number, word: string): Promise<boolean> =>
  hasDone(
    await sql`insert into forums.appeal (hiding_id, word) values (${hidingId}, ${word})
      on conflict (hiding_id) do nothing`.execute(tx.q),
  )

/** @returns false when it was decided already, or is not for whoever acts to decide */
export const decideAppeal = async (
  tx: Write,
  hidingId: number,
  isUpheld: boolean,
  because: string,
): Promise<boolean> =>
  hasDone(
    await sql`update forums.appeal set is_upheld = ${isUpheld}, because = ${because} where hiding_id = ${hidingId}`.execute(
      tx.q,
    ),
  )
