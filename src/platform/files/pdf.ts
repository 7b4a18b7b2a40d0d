// Refuses a PDF that acts by itself or hides its content (ISO 32000-2: 7.3.5 names, 7.5.7 object streams, 7.6 encryption,
// 12.6.4.6 Launch, 12.6.4.17 JavaScript). A sieve, not a reader: PDFs are also served as sandboxed downloads and scanned.
import { constants, createInflate } from 'node:zlib'
import { breath } from '../breath.ts'
import { refuse } from './refusal.ts'
import type { Content } from './store/store.ts'

const ONE_STREAM = 16_000_000
const ALL_STREAMS = 64_000_000
/** What object streams hold beside their file: words and numbers shrink to a tenth, what is made to swell to a thousandth. */
const SWELLING = { atLeast: 4_000_000, times: 30 }
/** More than any honest file has: each is opened by itself. */
const MOST_STREAMS = 5_000
// How far before its data a stream's dictionary is looked for.
const DICTIONARY = 16_384
/** What a window shows again of the one before, and how much of its end waits for the next. */
const CARRIED = DICTIONARY + 256
const WAITING = 128
const TAIL = 65_536
/** What a window shows for the first time: others wait while it is read. */
const FRESH = 16_384
const OTHER_FILTER = /^\/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt)\b/

/** Of the names looked for, every letter written by its code, with room to spare. */
const LONGEST = 64

/** A piece of the text, that begins with the end of the one before. */
interface Window {
  text: string
  /** Where it begins in the whole. */
  at: number
  /** Where what was not shown before begins in it. */
  fresh: number
  isLast: boolean
}

/** A name: where a window ends it does not, except in the last. */
interface Name {
  inside: RegExp
  atEnd: RegExp
}

// A letter may be written by its code: /J#61vaScript. Looked for as it may be, so that nothing is rewritten.
const spelled = (letter: string): string => {
  const code = (letter.codePointAt(0) ?? 0).toString(16).padStart(2, '0')
  const either = code.replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`)
  return `(?:${letter.replace(/[^\w]/, String.raw`\$&`)}|#${either})`
}
const ENDS = [...'\0\t\n\v\f\r\u00a0 ()<>[]{}/%'].map(spelled).join('|')

function nameOf(...words: readonly string[]): Name {
  const name = `${spelled('/')}(?:${words.map((word) => [...word].map(spelled).join('')).join('|')})`
  return { inside: new RegExp(`${name}(?=${ENDS})`), atEnd: new RegExp(`${name}(?=${ENDS}|$)`) }
}

const ACTIVE = nameOf('JavaScript', 'Launch')
const ENCRYPTED = nameOf('Encrypt')

const holds = ({ text, isLast }: Window, { inside, atEnd }: Name): boolean =>
  (isLast ? atEnd : inside).test(text)

/** Resolves when the PDF is whole, readable by all and passive, however long it is. @throws RefusedFile otherwise */
export async function checkPdf(content: Content): Promise<void> {
  const starts = await siftWhole(content)
  let left = Math.min(ALL_STREAMS, Math.max(SWELLING.atLeast, SWELLING.times * content.size))
  for (const start of starts) left -= await siftObjects(content, start, left)
}

// @returns where the data of its object streams starts
async function siftWhole(content: Content): Promise<number[]> {
  const starts: number[] = []
  let [isPdf, hasTable, encrypted, active, hidden, tail, from] = [false, false, false, false, false, '', 0]
  for await (const window of windowsOf(content.read() as AsyncIterable<Buffer>)) {
    const { text, at, fresh, isLast } = window
    isPdf ||= at === 0 && text.startsWith('%PDF-')
    hasTable ||= text.includes('startxref')
    encrypted ||= holds(window, ENCRYPTED)
    active ||= holds(window, ACTIVE)
    tail = (tail + text.slice(fresh)).slice(-TAIL)
    for (const found of objectStreams(window, from)) {
      hidden ||= found === null
      if (found !== null) starts.push(found)
    }
    from = isLast ? at + text.length : Math.max(from, at + text.length - WAITING)
  }
  if (!isPdf || !hasTable || !/%%EOF\s*/.test(tail)) throw refuse('pdf-damaged')
  if (encrypted) throw refuse('pdf-encrypted')
  if (active) throw refuse('pdf-active')
  if (hidden || starts.length > MOST_STREAMS) throw refuse('pdf-damaged')
  return starts
}

// @returns how much it holds
async function siftObjects(content: Content, start: number, most: number): Promise<number> {
  let size = 0
  const counted = async function* () {
    for await (const part of inflated(content, start)) {
      size += part.length
      if (size > Math.min(ONE_STREAM, most)) throw refuse('pdf-damaged')
      yield part
    }
  }
  for await (const window of windowsOf(counted())) if (holds(window, ACTIVE)) throw refuse('pdf-active')
  return size
}

async function* windowsOf(parts: AsyncIterable<Buffer>): AsyncGenerator<Window> {
  const breathe = breath()
  let [carried, at] = ['', 0]
  let gathered: Buffer[] = []
  let size = 0
  const shown = (isLast: boolean): Window => {
    const fresh = carried.length
    const text = carried + Buffer.concat(gathered).toString('latin1')
    gathered = []
    size = 0
    const window = { text, at, fresh, isLast }
    carried = text.slice(-CARRIED)
    at += text.length - carried.length
    return window
  }
  for await (const part of parts) {
    for (let start = 0; start < part.length; start += FRESH) {
      const piece = part.subarray(start, start + FRESH)
      gathered.push(piece)
      size += piece.length
      if (size >= FRESH) yield shown(false)
      await breathe()
    }
  }
  yield shown(true)
}

function unescapeNames(text: string): string {
  if (!text.includes('#')) return text
  return text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** Names of a window, as they are read, that tell an object stream or a filter that hides it: what each is, from first to last. */
interface Told {
  kind: 'objects' | 'first' | 'filter'
  at: number
}

// Each name is read once, whatever stands around it: a window is words of a few bytes when somebody means harm.
function namesIn(text: string): Told[] {
  return [...text.matchAll(/\/[^\s\0()<>[\]{}/%]+/g)].flatMap(({ 0: written, index: at }): Told[] => {
    const name = unescapeNames(written.slice(0, LONGEST))
    if (/^\/ObjStm\b/.test(name)) return [{ kind: 'objects', at }]
    if (/^\/First\b/.test(name)) return [{ kind: 'first', at }]
    return OTHER_FILTER.test(name) ? [{ kind: 'filter', at }] : []
  })
}

/** What was read last before a place, and where: -1 for what was not. */
type Last = Record<Told['kind'] | 'obj', number>

/** Where each was last, asked for places that only go forward. */
function lastBefore(text: string): (place: number) => Last {
  const objs = [...text.matchAll(/ obj/g)].map(({ index: at }) => ({ kind: 'obj' as const, at }))
  const told = [...namesIn(text), ...objs].toSorted((one, other) => one.at - other.at)
  const last: Last = { objects: -1, first: -1, filter: -1, obj: -1 }
  let read = 0
  return (place) => {
    for (let next = told[read]; next !== undefined && next.at < place; next = told[++read])
      last[next.kind] = next.at
    return last
  }
}

// Where the data of each object stream starts, null for one that is hidden. Extents declared by the file are not believed: every
// « stream » word counts, once: from `from` on, and those near the end of a window wait for the next.
function* objectStreams({ text, at, isLast }: Window, from: number): Generator<number | null> {
  const lastAt = lastBefore(text)
  for (const found of text.matchAll(/(?<!end)stream([ \t]{0,101})(?:\r\n|\r|\n)?/g)) {
    if (at + found.index < from || (!isLast && found.index >= text.length - WAITING)) continue
    const isHidden = found[1]?.length === 101
    if (!isHidden && !/[\r\n]$/.test(found[0])) continue
    const { objects, first, filter, obj } = lastAt(found.index)
    const nearest = found.index - DICTIONARY
    if (Math.max(objects, first) < Math.max(nearest, 0)) continue
    const dictionary = Math.max(nearest, obj, 0)
    if (isHidden || (objects >= dictionary && filter >= dictionary)) yield null
    else yield at + found.index + found[0].length
  }
}

// What a lenient reader would get from the stream, even cut or corrupt further on; nothing when it is not Flate.
async function* inflated(content: Content, start: number): AsyncGenerator<Buffer> {
  if (start >= content.size) return
  const source = content.read({ start, end: content.size - 1 })
  // Small steps: what comes before an error is lost up to one step.
  const inflating = createInflate({ chunkSize: 1024, finishFlush: constants.Z_SYNC_FLUSH })
  source.once('error', (error) => inflating.destroy(error))
  source.pipe(inflating)
  try {
    yield* inflating as AsyncIterable<Buffer>
  } catch (error) {
    if (source.errored !== null) throw error
  } finally {
    source.destroy()
    inflating.destroy()
  }
}
