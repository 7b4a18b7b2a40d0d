// Where kept files live, whatever keeps them: a folder (disk.ts) or an object store (s3.ts).
import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'

/** First and last byte, both included. */
export interface Range {
  start: number
  end: number
}

/** Bytes at rest that are read as often as needed, never whole in memory. */
export interface Content {
  readonly size: number
  /** Hexadecimal. */
  readonly sha256: string
  /** To consume or destroy. */
  read(range?: Range): Readable
}

/** Keeps bytes under keys made by `newFileKey`; any other key throws. */
export interface FileStore {
  /** Durable when it resolves: a power cut does not lose what was acknowledged. A reader finds all of it or nothing. */
  put(key: string, content: Content): Promise<void>
  /** The bytes as a stream to consume or destroy; null when there is none under that key. */
  get(key: string, range?: Range): Promise<Readable | null>
  /** Resolves also when there was none. */
  remove(key: string): Promise<void>
  /** Puts, reads and removes. @throws StartError, in words for the operator, when it cannot be used as it is configured */
  check(): Promise<void>
}

/** A new key: 32 hexadecimal digits that say nothing and cannot be guessed. */
export function newFileKey(): string {
  return randomBytes(16).toString('hex')
}

/** @throws TypeError for anything but a key made by `newFileKey` */
export function checkKey(key: string): void {
  if (!/^[0-9a-f]{32}$/.test(key)) throw new TypeError('not a key of the file store')
}

/** A few bytes that stand in memory. */
export function contentOf(bytes: Buffer): Content {
  return {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    read: (range) =>
      Readable.from([range === undefined ? bytes : bytes.subarray(range.start, range.end + 1)], {
        objectMode: false,
      }),
  }
}

/** Everything a store does, once, with a key of its own: whoever starts knows that it may write, read and remove. */
export async function tryOut(store: FileStore): Promise<void> {
  const key = newFileKey()
  await store.put(key, contentOf(Buffer.from('essai')))
  const read = await store.get(key)
  if (read !== null) for await (const _ of read) void _
  await store.remove(key)
}
