// Refuses a PDF that acts by itself or hides its content (ISO 32000-2: 7.5.7 object streams, 7.6 encryption, 12.6.4 actions). A sieve, not a reader: PDFs are also served as sandboxed downloads and scanned. What it costs is
// counted in bytes read, of the file and of what its object streams hold: both are bounded.
import { once } from 'node:events'
import { constants, createInflateRaw } from 'node:zlib'
import { breath } from '../../breath.ts'
import { readWords, type Told } from './pdf-words.ts'
import { refuse } from '../refusal.ts'
import type { Content } from '../store/store.ts'

const ONE_STREAM = 16_000_000
const ALL_STREAMS = 32_000_000
/** What object streams hold beside their file: words and numbers shrink to a tenth, what is made to swell to a thousandth. */
const SWELLING = { atLeast: 4_000_000, times: 30 }
/** More than any honest file has: each is opened by itself. */
const MOST_STREAMS = 5_000
// How far before its data a stream's dictionary is looked for.
const DICTIONARY = 16_384
/** Where the end of a file is looked for. */
const TAIL = 65_536
/** Bytes read before others may have their turn: a tenth of a millisecond. */
const SLICE = 16_384
const HEAD = '%PDF-'

/** Resolves when the PDF is whole, readable by all and passive, however long it is. @throws RefusedFile otherwise */
export async function checkPdf(content: Content): Promise<void> {
  const starts = await siftWhole(content)
  let left = Math.min(ALL_STREAMS, Math.max(SWELLING.atLeast, SWELLING.times * content.size))
  for (const start of starts) left -= await siftObjects(content, start, left)
}

// @returns where the data of its object streams starts
async function siftWhole(content: Content): Promise<number[]> {
  const starts: number[] = []
  const last = new Map<Told, number>()
  let [head, isHidden] = ['', false]
  const words = readWords((told, at) => {
    last.set(told, at)
    if (told !== 'data' && told !== 'hidden') return
    const holds = holdsObjects(last)
    if (holds === 'hidden' || (holds && told === 'hidden')) isHidden = true
    else if (holds && starts.length <= MOST_STREAMS) starts.push(at)
  })
  for await (const slice of slicesOf(content.read() as AsyncIterable<Buffer>)) {
    if (head.length < HEAD.length) head += slice.toString('latin1', 0, HEAD.length)
    words.read(slice)
  }
  words.end()
  const isWhole = head.startsWith(HEAD) && last.has('table') && last.has('end')
  if (!isWhole || (last.get('end') ?? 0) < content.size - TAIL) throw refuse('pdf-damaged')
  if (last.has('encrypted')) throw refuse('pdf-encrypted')
  if (last.has('active')) throw refuse('pdf-active')
  if (isHidden || starts.length > MOST_STREAMS) throw refuse('pdf-damaged')
  return starts
}

/**
 * Does the stream whose data comes now hold objects, by what was said last? Extents declared by the file are not believed:
 * every « stream » word counts, that a dictionary of objects comes before.
 */
function holdsObjects(last: ReadonlyMap<Told, number>): boolean | 'hidden' {
  const at = (told: Told) => last.get(told) ?? -1
  const nearest = Math.max(at('stream') - DICTIONARY, 0)
  if (Math.max(at('objects'), at('first')) < nearest) return false
  const dictionary = Math.max(nearest, at('object'))
  return at('objects') >= dictionary && at('filter') >= dictionary ? 'hidden' : true
}

// @returns how much it holds
async function siftObjects(content: Content, start: number, most: number): Promise<number> {
  let [size, isActive] = [0, false]
  const words = readWords((told) => {
    isActive ||= told === 'active'
  })
  for await (const slice of slicesOf(inflated(content, start))) {
    size += slice.length
    if (size > Math.min(ONE_STREAM, most)) throw refuse('pdf-damaged')
    words.read(slice)
  }
  words.end()
  if (isActive) throw refuse('pdf-active')
  return size
}

// Others have their turn between two.
async function* slicesOf(parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const breathe = breath()
  for await (const part of parts)
    for (let start = 0; start < part.length; start += SLICE) {
      yield part.subarray(start, start + SLICE)
      await breathe()
    }
}

/** What begins a stream of zlib (RFC 1950): two bytes, said to be deflated, whose number is a multiple of 31. */
const HEADER = 2
const isDeflated = ([method = 0, flags = 0]: Buffer): boolean =>
  (method & 0x8f) === 8 && (method * 256 + flags) % 31 === 0

// What a lenient reader would get from the stream, even cut, and whatever its sum says; nothing when it is not Flate.
// @throws RefusedFile when it is corrupt: what a reader would get of it is anybody's guess
async function* inflated(content: Content, start: number): AsyncGenerator<Buffer> {
  if (start >= content.size) return
  const source = content.read({ start, end: content.size - 1 })
  const inflating = createInflateRaw({ chunkSize: SLICE, finishFlush: constants.Z_SYNC_FLUSH })
  try {
    await once(source, 'readable')
    const header = source.read(HEADER) as Buffer | null
    if (header === null || !isDeflated(header)) return
    source.once('error', (error) => inflating.destroy(error))
    source.pipe(inflating)
    yield* inflating as AsyncIterable<Buffer>
  } catch (error) {
    throw source.errored === null ? refuse('pdf-damaged') : error
  } finally {
    source.destroy()
    inflating.destroy()
  }
}
