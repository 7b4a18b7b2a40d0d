// What is told of copies, on the authority whose they are.
import type { Listeners, Write } from '#platform/db/db.ts'
import { emit } from '#platform/ledger/events.ts'
import { holdAuthority } from './queries.ts'

export const listeners = { 'reversibility.exported': [], 'reversibility.imported': [] } satisfies Listeners

/** Notes what was done with a copy: how much it holds, and the digest of its manifest. */
export async function note(
  tx: Write,
  authorityId: number,
  name: keyof typeof listeners,
  payload: { manifest: string; rows: number; files: number },
): Promise<void> {
  await holdAuthority(tx, authorityId)
  await emit(tx, { name, subjectKind: 'authority', subjectId: authorityId, payload })
}
