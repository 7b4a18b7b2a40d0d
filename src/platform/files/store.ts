// Where kept files live, whatever keeps them: a folder (disk.ts) or an object store (s3.ts).
import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

/** Keeps bytes under keys made by `newFileKey`; any other key throws. */
export interface FileStore {
  /** Durable when it resolves: a power cut does not lose what was acknowledged. A reader finds all of it or nothing. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** The bytes as a stream to consume or destroy, `end` included; null when there is none under that key. */
  get(key: string, range?: { start: number; end: number }): Promise<Readable | null>
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

/** Everything a store does, once, with a key of its own: whoever starts knows that it may write, read and remove. */
export async function tryOut(store: FileStore): Promise<void> {
  const key = newFileKey()
  await store.put(key, Buffer.from('essai'))
  const read = await store.get(key)
  if (read !== null) await buffer(read)
  await store.remove(key)
}
