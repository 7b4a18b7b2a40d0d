// The bits of a status list: kept as text, packed by zlib on the way.
import { type Bytes, toText } from '../token/bytes.ts'

/** Entries of a list: as many bits are two megabytes. */
const MOST_ENTRIES = 16 * 1024 * 1024
export const MOST_PACKED = 2 * 1024 * 1024

/**
 * One bit an entry, 1 for what is stopped, the first of each eight being the least significant (draft-ietf-oauth-status-list §4.1), in
 * base64url. @throws RangeError for a size that no door would read, or an index out of it
 */
export function bitsOf(size: number, stopped: Iterable<number>): string {
  if (!Number.isInteger(size) || size < 1 || size > MOST_ENTRIES) throw new RangeError(`a list of ${size}`)
  const bytes = new Uint8Array(Math.ceil(size / 8))
  const stop = (index: number) => {
    bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7))
  }
  for (const index of stopped) {
    if (!Number.isInteger(index) || index < 0 || index >= size) throw new RangeError(`no entry ${index}`)
    stop(index)
  }
  // Of the last byte, what is past the end.
  for (let index = size; index < bytes.length * 8; index += 1) stop(index)
  return toText(bytes)
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Read where it stands, without undoing the text. An entry that the list does not have is stopped: nobody was given it. */
export function isStopped(bits: string, index: number): boolean {
  const byte = Math.floor(index / 8)
  if (index < 0 || byte >= Math.floor((bits.length * 6) / 8)) return true
  const place = byte * 8 + 7 - (index % 8)
  const six = BASE64URL.indexOf(bits[Math.floor(place / 6)] ?? '_')
  return ((six >> (5 - (place % 6))) & 1) === 1
}

async function gathered(stream: ReadableStream<Uint8Array>, most: number): Promise<Bytes | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer())
    length += value.length
    if (length > most) {
      await reader.cancel()
      return null
    }
    chunks.push(new Uint8Array(value))
  }
}

const through = (bytes: Bytes, by: CompressionStream | DecompressionStream, most: number) =>
  gathered(new Blob([bytes]).stream().pipeThrough(by), most)

/** zlib (RFC 1950). @returns null for what is damaged, or grows past any list */
export async function unpacked(bytes: Bytes): Promise<Bytes | null> {
  try {
    return await through(bytes, new DecompressionStream('deflate'), MOST_ENTRIES / 8)
  } catch {
    return null
  }
}

/** @throws RangeError when the bits are none */
export async function packed(bits: Bytes): Promise<Bytes> {
  const bytes = await through(bits, new CompressionStream('deflate'), MOST_PACKED)
  if (bytes === null) throw new RangeError('a list too long')
  return bytes
}
