// What is made of a picture once it is kept: narrower ones, for narrower screens. By a job, as the system.
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { narrowPicture } from '#platform/files/picture.ts'
import { spoolFolder, spoolMade } from '#platform/files/spool.ts'
import { type FileStore, newFileKey } from '#platform/files/store/store.ts'
import { insertRendition, type Narrow, pictureMade } from './queries.ts'

/** Where bytes are, and where they wait. */
interface Rendering {
  readonly db: Database
  readonly files: FileStore
  readonly config: { readonly dataFolder: string }
}

/** Makes WebP of these widths, but for those that are there already or would be wider than the picture. Nothing when it is gone. */
export async function makeRenditions(
  { db, files, config }: Rendering,
  fileId: string,
  widths: readonly number[],
): Promise<void> {
  const found = await db.read(system, (tx) => pictureMade(tx, fileId))
  if (found === undefined) return
  const wanted = widths.filter((width) => width < found.width && !found.made.includes(`w${width}`))
  const body = wanted.length === 0 ? null : await files.get(found.storageKey)
  if (body === null) return
  const folder = spoolFolder(config)
  const { content: whole } = await spoolMade(folder, (path) =>
    pipeline(body, createWriteStream(path, { flags: 'wx', mode: 0o600 })),
  )
  try {
    for (const width of wanted) await makeOne({ db, files, config }, fileId, whole.path, width)
  } finally {
    await whole.drop()
  }
}

// Its row is kept only once its bytes are: a reader finds both or neither.
async function makeOne(
  { db, files, config }: Rendering,
  fileId: string,
  path: string,
  width: number,
): Promise<void> {
  const { content } = await spoolMade(spoolFolder(config), (to) => narrowPicture(path, to, width))
  const kind: Narrow = `w${width}`
  const key = newFileKey()
  try {
    await db.write(system, async (tx) => {
      await insertRendition(tx, fileId, kind, key)
      await files.put(key, content)
    })
  } finally {
    await content.drop()
  }
}
