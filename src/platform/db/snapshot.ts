// Small shared knowledge (territory, catalogue) kept in memory per database and followed by its revision number.
import type { Read } from './db.ts'

interface Kept {
  revision: number
  checkedAt: number
  value: unknown
}

/** How long a process may go on with what it knows before asking for the revision again. */
const FRESH_MS = 2000

/**
 * The value for `key`, loaded again when the revision has moved.
 * @param revision reads the number that every change raises
 */
export async function snapshot<T>(
  tx: Read,
  key: string,
  revision: (tx: Read) => Promise<number>,
  load: (tx: Read) => Promise<T>,
): Promise<T> {
  const kept = tx.snapshots.get(key) as Kept | undefined
  const now = performance.now()
  if (kept !== undefined && now - kept.checkedAt < FRESH_MS) return kept.value as T
  const current = await revision(tx)
  if (kept !== undefined && kept.revision === current) {
    kept.checkedAt = now
    return kept.value as T
  }
  const value = await load(tx)
  tx.snapshots.set(key, { revision: current, checkedAt: now, value })
  return value
}

/** Forgets a snapshot: for the transaction that has just changed what it holds. */
export function forget(tx: Read, key: string): void {
  tx.snapshots.delete(key)
}
