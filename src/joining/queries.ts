// Every SQL statement of joining: which steps a town hall saw to.
import type { Read, Write } from '#platform/db/db.ts'

export const seenSteps = (tx: Read, authorityId: number) =>
  tx.q
    .selectFrom('joining.seen_step')
    .select(['step', 'seen_at as seenAt'])
    .where('authority_id', '=', authorityId)
    .execute()

export async function insertSeen(tx: Write, authorityId: number, step: string): Promise<void> {
  await tx.q
    .insertInto('joining.seen_step')
    .values({ authority_id: authorityId, step, seen_at: tx.now, seen_by: tx.actor.personId })
    .onConflict((clash) => clash.doNothing())
    .execute()
}

export async function deleteSeen(tx: Write, authorityId: number, step: string): Promise<void> {
  await tx.q
    .deleteFrom('joining.seen_step')
    .where('authority_id', '=', authorityId)
    .where('step', '=', step)
    .execute()
}

export const seenBy = (tx: Read, personId: number) =>
  tx.q
    .selectFrom('joining.seen_step')
    .select(['authority_id as authorityId', 'step', 'seen_at as seenAt'])
    .where('seen_by', '=', personId)
    .orderBy('seen_at')
    .execute()

export async function forgetSeer(tx: Write, personId: number): Promise<void> {
  await tx.q.updateTable('joining.seen_step').set({ seen_by: null }).where('seen_by', '=', personId).execute()
}
