// Files sent nowhere: those of an erased draft go at once; those nobody came back for go with time.
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db.ts'
import type { FileStore } from '#platform/files/store.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { deleteLooseFiles } from './queries.loose.ts'

/** The job that takes the bytes of erased files out of the store. Its name is older than this module: some wait in queues. */
export const FORGET_FILES = 'requests.forget_files'

/** Erases these files for good, unless they were sent. Their rows go first: an address never leads to nothing. */
export async function eraseFiles(db: Database, store: FileStore, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const keys = await db.write(system, (tx) => deleteLooseFiles(tx, ids))
  for (const key of keys) await store.remove(key)
  return keys.length
}

/** Erases these files, unless they were sent: rows now, bytes by a job once that is certain. As the system. */
export async function planErasure(tx: Write, fileIds: readonly string[]): Promise<void> {
  const keys = fileIds.length === 0 ? [] : await deleteLooseFiles(tx, fileIds)
  if (keys.length > 0) await addJob(tx, FORGET_FILES, { keys })
}

/** The job: their rows are gone with an account, their bytes go too. Payload: keys of the store. */
export function forgetFiles(store: FileStore): JobHandler {
  return async (_db, payload) => {
    for (const key of Array.isArray(payload.keys) ? payload.keys : []) await store.remove(String(key))
  }
}
