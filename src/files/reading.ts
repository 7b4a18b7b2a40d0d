// The words of documents, read by a job once something holds them: what was filed, then what waits, a few at a time.
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import { spoolFolder, spoolMade } from '#platform/files/spool.ts'
import { openFiles } from '#platform/files/store/open.ts'
import type { FileStore } from '#platform/files/store/store.ts'
import { readText, WORDED } from '#platform/files/text/read.ts'
import type { Told } from '#platform/files/text/told.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { beginReading, keepReading, type Unread } from './queries.reading.ts'

/** The job; what files a document is to plan it. */
export const READ_FILES = 'files.read'
const MOST_AT_ONCE = 10

async function told(files: FileStore, config: Config, { storageKey, mediaType }: Unread): Promise<Told> {
  const body = await files.get(storageKey)
  if (body === null) return 'unread'
  const { content } = await spoolMade(spoolFolder(config), (path) =>
    pipeline(body, createWriteStream(path, { flags: 'wx', mode: 0o600 })),
  )
  try {
    return await readText({ path: content.path, mediaType })
  } finally {
    await content.drop()
  }
}

/** Its row says that it is begun before anything of it is read: what ends this program is not read for ever. */
export const readingJob =
  (config: Config): JobHandler =>
  async (db) => {
    const files = openFiles(config)
    for (let n = 0; n < MOST_AT_ONCE; n += 1) {
      const next = await db.write(system, (tx) => beginReading(tx, WORDED))
      if (next === undefined) return
      const said = await told(files, config, next)
      await db.write(system, async (tx) => {
        if (typeof said === 'string') await keepReading(tx, next.fileId, said, [])
        else await keepReading(tx, next.fileId, said.passages.length > 0 ? 'read' : 'bare', said.passages)
      })
    }
    await db.write(system, (tx) => addJob(tx, READ_FILES, {}, READ_FILES))
  }
