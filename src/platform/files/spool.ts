// Where bytes wait while they are judged: a temporary file, written as they come. Never more than a piece of it is in memory.
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rm, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { HEAD, isKept, type Kind, kindOf } from './kinds.ts'
import type { Content } from './store/store.ts'

/** Bytes written at once. */
const PIECE = 64 * 1024
const LEFT_BEHIND_MS = 3_600_000

/** Where what arrives waits, in the folder of data: what is on its way is on a disk, not in memory. */
export const spoolFolder = ({ dataFolder }: { dataFolder: string }): string => join(dataFolder, 'incoming')

/** Content in a temporary file. */
export interface Spooled extends Content {
  readonly path: string
  /** Again does nothing. */
  drop(): Promise<void>
}

/** What arrived: how much, what it is, and its content when it may be kept. */
export interface Arrived {
  size: number
  kind: Kind
  content: Spooled | null
}

/** Who watches what arrives. False: nothing of it is kept, the rest is read and forgotten. What is thrown ends the reading. */
export interface Watch {
  piece?(bytes: number): boolean
  kind?(kind: Kind): void
  /** What is written; what some field may accept when absent. */
  keeps?: ((kind: Kind) => boolean) | undefined
  /** The disk did not take it. @returns whether to go on reading without keeping */
  failed?(error: unknown): boolean
}

/** Reads the source to its end into a file of the folder, as fast as the disk takes it. What nobody keeps is not written. */
export async function spool(
  folder: string,
  source: AsyncIterable<Uint8Array>,
  watch: Watch = {},
): Promise<Arrived> {
  const pen = penIn(folder)
  const head: Uint8Array[] = []
  let [size, known] = [0, 0]
  let kind: Kind | null = null
  try {
    for await (const piece of source) {
      size += piece.length
      if (watch.piece?.(piece.length) === false) pen.lift()
      if (kind === null) {
        head.push(piece)
        known += piece.length
        if (known >= HEAD) kind = await recognised(head, pen, watch)
      }
      await pen.write(piece).catch(orGoOn(pen, watch))
    }
    kind ??= await recognised(head, pen, watch)
    const content = await pen.done().catch(orGoOn(pen, watch))
    return { size, kind, content: content ?? null }
  } catch (error) {
    await pen.throwAway()
    throw error
  }
}

async function recognised(head: Uint8Array[], pen: Pen, watch: Watch): Promise<Kind> {
  const kind = await kindOf(Buffer.concat(head).subarray(0, HEAD))
  head.length = 0
  watch.kind?.(kind)
  if (!(watch.keeps ?? isKept)(kind)) pen.lift()
  return kind
}

const orGoOn = (pen: Pen, watch: Watch) => (error: unknown) => {
  if (watch.failed?.(error) !== true) throw error
  pen.lift()
}

type Pen = ReturnType<typeof penIn>

// The file is made with its first bytes: most parts of a form that may hold a file hold none.
function penIn(folder: string) {
  const path = join(folder, randomBytes(16).toString('hex'))
  const hash = createHash('sha256')
  let file: FileHandle | null = null
  let waiting: Uint8Array[] = []
  let [held, size, isLifted] = [0, 0, false]
  const flush = async () => {
    file ??= await made(folder, path)
    const bytes = Buffer.concat(waiting, held)
    waiting = []
    held = 0
    await file.appendFile(bytes)
  }
  const throwAway = async () => {
    isLifted = true
    waiting = []
    const opened = file
    file = null
    await opened?.close()
    if (opened !== null) await unlink(path).catch(() => {})
  }
  return {
    /** Nothing more is kept. */
    lift() {
      isLifted = true
      waiting = []
    },
    async write(piece: Uint8Array) {
      if (isLifted) return throwAway()
      hash.update(piece)
      size += piece.length
      held += piece.length
      waiting.push(piece)
      if (held >= PIECE) await flush()
    },
    async done(): Promise<Spooled | null> {
      if (isLifted || size === 0) return throwAway().then(() => null)
      if (held > 0) await flush()
      await file?.close()
      return spooled(path, size, hash.digest('hex'))
    },
    throwAway,
  }
}

async function made(folder: string, path: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return open(path, 'wx', 0o600)
}

function spooled(path: string, size: number, sha256: string): Spooled {
  return {
    path,
    size,
    sha256,
    read: (range) => createReadStream(path, { ...range, highWaterMark: PIECE }),
    drop: () => unlink(path).catch(() => {}),
  }
}

/** What a tool makes by itself in a file of the folder, given its path. */
export async function spoolMade<T>(
  folder: string,
  make: (path: string) => Promise<T>,
): Promise<{ content: Spooled; made: T }> {
  const path = join(folder, randomBytes(16).toString('hex'))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const result = await make(path)
    const { size, sha256 } = await measured(createReadStream(path, { highWaterMark: PIECE }))
    return { content: spooled(path, size, sha256), made: result }
  } catch (error) {
    await unlink(path).catch(() => {})
    throw error
  }
}

async function measured(stream: Readable): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of stream as AsyncIterable<Buffer>) {
    hash.update(piece)
    size += piece.length
  }
  return { size, sha256: hash.digest('hex') }
}

/** Removes what a process that was killed left there. */
export async function sweepSpool(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found !== null && now.getTime() - found.mtimeMs > LEFT_BEHIND_MS)
      await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}
