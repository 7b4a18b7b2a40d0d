// Archives as spreadsheets are (APPNOTE 6.3): written without compression, and one part of them read within bounds.
import { crc32, inflateRawSync } from 'node:zlib'
import { RefusedSheet } from './refused.ts'

interface Part {
  name: string
  body: Buffer
}

const EPOCH_DAY = 0x0021 // 1 January 1980: the same parts give the same bytes.

// What the local header and the directory say alike of a stored file (APPNOTE 4.4).
function common({ name, body }: Part): Buffer {
  const said = Buffer.alloc(26)
  said.writeUInt16LE(20, 0)
  said.writeUInt16LE(0x0800, 2)
  said.writeUInt16LE(EPOCH_DAY, 8)
  said.writeUInt32LE(crc32(body), 10)
  said.writeUInt32LE(body.length, 14)
  said.writeUInt32LE(body.length, 18)
  said.writeUInt16LE(Buffer.byteLength(name), 22)
  return said
}

/** The bytes of an archive of these, not compressed. */
export function zip(parts: readonly Part[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const name = Buffer.from(part.name)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common(part), name, part.body])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    const made = Buffer.from([20, 0])
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), made, common(part), tail, name]))
    files.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, list, end])
}

/** The end of the directory, and the longest comment after it. */
const END = 22
const LONGEST_TAIL = END + 0xffff

const broken = () => new RefusedSheet('Ce fichier est abîmé\u00a0: enregistrez-le de nouveau.')
const locked = () =>
  new RefusedSheet('Ce fichier est protégé par un mot de passe\u00a0: enregistrez-le sans protection.')
const swollen = () => new RefusedSheet('Ce tableur est trop grand\u00a0: coupez-le en plusieurs.')

/**
 * A part of an archive, by its name; null when it has none. What the archive says of itself is believed nowhere: neither where
 * things are, nor how long they are once inflated.
 * @throws RefusedSheet for what is broken, locked, or longer than `most` bytes
 */
export function partOf(bytes: Buffer, wanted: string, most: number): Buffer | null {
  try {
    for (const entry of directoryOf(bytes)) if (entry.name === wanted) return inflated(bytes, entry, most)
    return null
  } catch (error) {
    if (error instanceof RefusedSheet) throw error
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? swollen() : broken()
  }
}

/** The names of its parts, as it says them. @throws RefusedSheet */
export function namesIn(bytes: Buffer): string[] {
  try {
    return Array.from(directoryOf(bytes), ({ name }) => name)
  } catch (error) {
    throw error instanceof RefusedSheet ? error : broken()
  }
}

interface Entry {
  name: string
  isLocked: boolean
  method: number
  sum: number
  packed: number
  offset: number
}

function* directoryOf(bytes: Buffer): Generator<Entry> {
  const end = bytes.lastIndexOf('PK\u0005\u0006', bytes.length - END, 'latin1')
  if (end < Math.max(0, bytes.length - LONGEST_TAIL)) throw broken()
  const count = bytes.readUInt16LE(end + 10)
  const begin = bytes.readUInt32LE(end + 16)
  let at = begin
  for (let part = 0; part < count; part += 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw broken()
    const length = bytes.readUInt16LE(at + 28)
    yield {
      name: bytes.toString('utf8', at + 46, at + 46 + length),
      isLocked: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      sum: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    }
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  // A list that says fewer than there are: others would read what is seen by nobody here.
  if (at !== begin + bytes.readUInt32LE(end + 12)) throw broken()
}

function inflated(bytes: Buffer, { isLocked, method, sum, packed, offset }: Entry, most: number): Buffer {
  if (isLocked) throw locked()
  if (bytes.readUInt32LE(offset) !== 0x04034b50) throw broken()
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  if (start + packed > bytes.length) throw broken()
  const held = bytes.subarray(start, start + packed)
  const body = method === 8 ? inflateRawSync(held, { maxOutputLength: most }) : held
  if (body.length > most) throw swollen()
  if (crc32(body) !== sum || (method !== 8 && method !== 0)) throw locked()
  return body
}
