// Files that no request holds: those of an erased draft go at once; those nobody came back for go with time (retention.ts).
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db.ts'
import type { FileStore } from '#platform/files/store.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { deleteLooseFiles } from './queries.loose.ts'

/** Erases these files for good, unless a request holds them. Their rows go first: an address never leads to nothing. */
export async function eraseFiles(db: Database, store: FileStore, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const keys = await db.write(system, (tx) => deleteLooseFiles(tx, ids))
  for (const key of keys) await store.remove(key)
  return keys.length
}

/** The job `requests.forget_files`: their rows are gone with an account, their bytes go too. Payload: keys of the store. */
export function forgetFiles(store: FileStore): JobHandler {
  return async (_db, payload) => {
    for (const key of Array.isArray(payload.keys) ? payload.keys : []) await store.remove(String(key))
  }
}
