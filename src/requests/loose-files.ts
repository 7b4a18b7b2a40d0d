// Files that no request holds: those of an erased draft go at once, those nobody came back for go with the drafts.
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db.ts'
import type { FileStore } from '#platform/files/store.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { DRAFT_DAYS, heldByDrafts } from '#forms'
import { deleteLooseFiles, oldLooseFiles } from './queries.loose.ts'

/** Files treated by one run: the next run takes the rest. */
const BATCH = 500

/** Erases these files for good, unless a request holds them. Their rows go first: an address never leads to nothing. */
export async function eraseFiles(db: Database, store: FileStore, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const keys = await db.write(system, (tx) => deleteLooseFiles(tx, ids))
  for (const key of keys) await store.remove(key)
  return keys.length
}

/** The job `requests.sweep_files`: files older than a draft may be, which neither a request nor a draft holds. */
export function sweepFiles(store: FileStore): JobHandler {
  return async (db) => {
    const ids = await db.read(system, async (tx) => {
      const old = await oldLooseFiles(tx, new Date(tx.now.getTime() - DRAFT_DAYS * 86_400_000), BATCH)
      const held = new Set(await heldByDrafts(tx, old))
      return old.filter((id) => !held.has(id))
    })
    await eraseFiles(db, store, ids)
  }
}
