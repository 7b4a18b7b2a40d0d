// Files sent nowhere: those of an erased draft go at once; those nobody came back for go with time.
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import type { FileStore } from '#platform/files/store/store.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { deleteLooseFiles, deleteUnsettledFiles } from './queries.loose.ts'

const ON_ITS_WAY_MS = 3_600_000

/** The job that takes the bytes of erased files out of the store. Its name is older than this module: some wait in queues. */
export const FORGET_FILES = 'requests.forget_files'

/** Erases these files, unless they were sent: rows now, bytes by a job once that is certain. As the system. */
export async function planErasure(tx: Write, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length > 0) await planForgetting(tx, await deleteLooseFiles(tx, fileIds))
}

/** The same, as whoever is in a request. */
export async function eraseFiles(db: Pick<Database, 'write'>, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.write(system, (tx) => planErasure(tx, ids))
}

/** The recurring job: files whose bytes were on their way an hour ago, and did not come, go with what came of them. */
export const sweepFiles: JobHandler = (db) =>
  db.write(system, async (tx) => {
    await planForgetting(tx, await deleteUnsettledFiles(tx, new Date(tx.now.getTime() - ON_ITS_WAY_MS)))
  })

/** Their rows are gone in this transaction: an address never leads to nothing, and a stop leaves no bytes. */
export async function planForgetting(tx: Write, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await addJob(tx, FORGET_FILES, { keys: [...keys] })
}

/** The job: their rows are gone, their bytes go too. One that does not go keeps no other. Payload: keys of the store. */
export function forgetFiles(store: FileStore): JobHandler {
  return async (_db, payload) => {
    const failed: unknown[] = []
    for (const key of Array.isArray(payload.keys) ? payload.keys : [])
      await store.remove(String(key)).catch((error: unknown) => failed.push(error))
    if (failed.length > 0) throw new AggregateError(failed, `${failed.length} files stay in the store`)
  }
}
