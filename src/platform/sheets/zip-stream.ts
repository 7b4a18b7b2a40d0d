// An archive written as it is read (APPNOTE 6.3): each file stored as it comes, its length and sum after it, the directory last. Nothing is held whole.
import { crc32 } from 'node:zlib'

export interface ZipEntry {
  /** With its folders, `/` between them. */
  readonly name: string
  readonly at: Date
  /** Opened when its turn comes; null when it is no more. */
  readonly open: () => Promise<AsyncIterable<Uint8Array> | null>
}

/** Sizes and offsets are of 32 bits here: an archive is bounded below that by whoever asks for one. */
export const MOST_ZIP_BYTES = 2_000_000_000
export const MOST_ZIP_ENTRIES = 5000

/** A date as archives have it: by two seconds, from 1980. */
function dosDate(at: Date): number {
  const day = (Math.max(0, at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return ((day << 16) | time) >>> 0
}

interface Written {
  name: Buffer
  date: number
  sum: number
  size: number
  offset: number
}

// Names in UTF-8, and what follows the file says its sum and length.
const FLAGS = 0x0808

function localHeader({ name, date }: Pick<Written, 'name' | 'date'>): Buffer {
  const head = Buffer.alloc(30)
  head.write('PK\u0003\u0004', 0, 'latin1')
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(FLAGS, 6)
  head.writeUInt32LE(date, 10)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, name])
}

function descriptor({ sum, size }: Pick<Written, 'sum' | 'size'>): Buffer {
  const tail = Buffer.alloc(16)
  tail.write('PK\u0007\u0008', 0, 'latin1')
  tail.writeUInt32LE(sum, 4)
  tail.writeUInt32LE(size, 8)
  tail.writeUInt32LE(size, 12)
  return tail
}

function directoryEntry({ name, date, sum, size, offset }: Written): Buffer {
  const head = Buffer.alloc(46)
  head.write('PK\u0001\u0002', 0, 'latin1')
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(20, 6)
  head.writeUInt16LE(FLAGS, 8)
  head.writeUInt32LE(date, 12)
  head.writeUInt32LE(sum, 16)
  head.writeUInt32LE(size, 20)
  head.writeUInt32LE(size, 24)
  head.writeUInt16LE(name.length, 28)
  head.writeUInt32LE(offset, 42)
  return Buffer.concat([head, name])
}

function end(count: number, size: number, offset: number): Buffer {
  const tail = Buffer.alloc(22)
  tail.write('PK\u0005\u0006', 0, 'latin1')
  tail.writeUInt16LE(count, 8)
  tail.writeUInt16LE(count, 10)
  tail.writeUInt32LE(size, 12)
  tail.writeUInt32LE(offset, 16)
  return tail
}

/** As systems that know no capitals read a name. */
const plain = (name: string): string => name.normalize('NFC').toLowerCase()

/** The same, each under a name of its own: what is opened by a program that knows no capitals loses nothing, and no file stands in the place of a folder. */
function named(entries: Iterable<ZipEntry>): ZipEntry[] {
  const all = [...entries]
  const taken = new Set(
    all.flatMap(({ name }) =>
      [...plain(name).matchAll(/\//g)].map(({ index }) => plain(name).slice(0, index)),
    ),
  )
  return all.map((entry) => {
    const [, start = '', end = ''] = /^([^]*?)(\.[^./]*)?$/.exec(entry.name) ?? []
    let { name } = entry
    for (let n = 2; taken.has(plain(name)); n += 1) name = `${start} (${n})${end}`
    taken.add(plain(name))
    return { ...entry, name }
  })
}

/** The bytes of an archive of these, piece by piece, not compressed; what is no more is left out, what is named alike is told apart. */
export async function* zipStream(entries: Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const done: Written[] = []
  let offset = 0
  for (const entry of named(entries)) {
    const body = await entry.open()
    if (body === null) continue
    const written: Written = {
      name: Buffer.from(entry.name),
      date: dosDate(entry.at),
      ...{ sum: 0, size: 0, offset },
    }
    const head = localHeader(written)
    yield head
    for await (const piece of body) {
      written.sum = crc32(piece, written.sum)
      written.size += piece.length
      yield Buffer.from(piece)
    }
    yield descriptor(written)
    offset += head.length + written.size + 16
    done.push(written)
  }
  const directory = Buffer.concat(done.map(directoryEntry))
  yield directory
  yield end(done.length, directory.length, offset)
}
