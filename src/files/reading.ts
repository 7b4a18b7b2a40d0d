// What is made of documents by jobs once something holds them: their words; the pictures of their first pages. What was filed, then what waits.
import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { OFFICE, officeOf } from '#platform/files/office.ts'
import { convert } from '#platform/files/preview/convert.ts'
import { drawPages } from '#platform/files/preview/draw.ts'
import { type Spooled, spoolFolder, spoolMade } from '#platform/files/spool.ts'
import { openFiles } from '#platform/files/store/open.ts'
import { type FileStore, newFileKey } from '#platform/files/store/store.ts'
import { readText, WORDED } from '#platform/files/text/read.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { insertRendition, type KeptFile } from './queries.ts'
import { beginNext, beginThis, keepPreview, keepReading, type Waiting } from './queries.reading.ts'
import type { Storing } from './upload.ts'

/** The jobs; what files a document is to plan them. */
export const READ_FILES = 'files.read'
export const DRAW_FILES = 'files.draw'
export const MAKE_OF_FILES = [READ_FILES, DRAW_FILES]
const MOST_AT_ONCE = 10
/** Pages that a preview shows. */
const MOST_PAGES = 6

type Folder = Pick<Config, 'dataFolder'>
type Writing = Pick<Database, 'write'>

/** With the bytes of the document in a file of their own; `path` is null when they are no more. */
async function withBytes(
  store: FileStore,
  config: Folder,
  waiting: Waiting,
  make: (path: string | null) => Promise<void>,
) {
  const body = await store.get(waiting.storageKey)
  if (body === null) return make(null)
  const { content } = await spoolMade(spoolFolder(config), (path) =>
    pipeline(body, createWriteStream(path, { flags: 'wx', mode: 0o600 })),
  )
  try {
    await make(content.path)
  } finally {
    await content.drop()
  }
}

/** Its row says that it is begun before anything is made of it: what ends this program is not tried for ever. */
async function makeAll(
  db: Database,
  task: string,
  next: () => Promise<Waiting | undefined>,
  make: (waiting: Waiting) => Promise<void>,
): Promise<void> {
  for (let n = 0; n < MOST_AT_ONCE; n += 1) {
    const waiting = await next()
    if (waiting === undefined) return
    await make(waiting)
  }
  await db.write(system, (tx) => addJob(tx, task, {}, task))
}

const readWaiting = (db: Writing, store: FileStore, config: Folder, waiting: Waiting) =>
  withBytes(store, config, waiting, async (path) => {
    const { fileId, mediaType } = waiting
    const told = path === null ? 'unread' : await readText({ path, mediaType })
    const [state, passages] =
      typeof told === 'string'
        ? ([told, []] as const)
        : ([told.passages.length > 0 ? 'read' : 'bare', told.passages] as const)
    await db.write(system, (tx) => keepReading(tx, fileId, state, passages))
  })

/** `files.read` */
export const readingJob =
  (config: Config): JobHandler =>
  async (db) => {
    const store = openFiles(config)
    const next = () => db.write(system, (tx) => beginNext(tx, 'reading', WORDED))
    await makeAll(db, READ_FILES, next, (waiting) => readWaiting(db, store, config, waiting))
  }

/** Reads at once what was just sent, where nothing may be done with it before its words are known: whoever sends it waits, 20 seconds at most. */
export async function readNow(
  { db, files, config }: Pick<Storing, 'db' | 'files' | 'config'>,
  sent: readonly KeptFile[],
): Promise<void> {
  for (const { fileId } of sent) {
    const waiting = await db.write(system, (tx) => beginThis(tx, fileId, WORDED))
    if (waiting !== undefined) await readWaiting(db, files, config, waiting)
  }
}

/** Types of the files whose pages are drawn here. */
export const drawnTypes = ({ converter }: Pick<Config, 'converter'>): readonly string[] => [
  'application/pdf',
  ...(converter === null ? [] : OFFICE.map(({ mediaType }) => mediaType)),
]

/** The pages of a document, drawn in a folder of its own. */
async function drawn({ converter }: Config, { mediaType }: Waiting, path: string, folder: string) {
  const office = officeOf(mediaType)
  let pdf: string | null = path
  if (office !== undefined) {
    const name = `document.${office.extension}`
    await copyFile(path, join(folder, name))
    pdf = converter === null ? null : await convert(converter, folder, name)
  }
  const pages = join(folder, 'pages')
  await mkdir(pages)
  const made = pdf === null ? null : await drawPages({ path: pdf, folder: pages, most: MOST_PAGES })
  return { made, pages }
}

/** Their rows are kept with their bytes, all of them or none. */
async function keepPages(db: Database, config: Config, fileId: string, folder: string, made: Drawn) {
  const files = openFiles(config)
  const kept: Spooled[] = []
  for (let n = 1; n <= (made?.drawn ?? 0); n += 1)
    kept.push(
      await spoolMade(spoolFolder(config), (to) => copyFile(join(folder, `${n}.webp`), to)).then(
        ({ content }) => content,
      ),
    )
  try {
    await db.write(system, async (tx) => {
      for (const [index, content] of kept.entries()) {
        const key = newFileKey()
        await insertRendition(tx, fileId, `p${index + 1}`, key)
        await files.put(key, content)
      }
      await keepPreview(tx, fileId, made)
    })
  } finally {
    for (const content of kept) await content.drop()
  }
}
type Drawn = Awaited<ReturnType<typeof drawPages>>

/** `files.draw` */
export const drawingJob =
  (config: Config): JobHandler =>
  async (db) => {
    const next = () => db.write(system, (tx) => beginNext(tx, 'preview', drawnTypes(config)))
    await makeAll(db, DRAW_FILES, next, (waiting) =>
      withBytes(openFiles(config), config, waiting, async (path) => {
        await mkdir(spoolFolder(config), { recursive: true, mode: 0o700 })
        const folder = await mkdtemp(join(spoolFolder(config), 'preview-'))
        try {
          const { made, pages } =
            path === null ? { made: null, pages: folder } : await drawn(config, waiting, path, folder)
          await keepPages(db, config, waiting.fileId, pages, made)
        } finally {
          await rm(folder, { recursive: true, force: true })
        }
      }),
    )
  }
