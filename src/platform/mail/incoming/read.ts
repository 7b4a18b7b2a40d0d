// A mail that came, read (RFC 5322, 2045 to 2047): who says to write, what it is, its words, how many files it bears. Whatever it holds, it
// is read in one pass over bounded parts, and nothing of it is fetched nor run.
import { plainText } from './plain-text.ts'

export interface IncomingMail {
  /** Names in small letters; several of one name in their order. */
  headers: ReadonlyMap<string, readonly string[]>
  /** The one address that it says to be from; null: none, or several. */
  from: string | null
  /** Its words as text, as the best of its parts says them; '': it holds none. */
  text: string
  /** Names of files are not kept. */
  attachments: number
}

const MOST_PARTS = 100
const DEEPEST = 8
const MOST_HEADER_BYTES = 100_000
const LONGEST_FROM = 1000
const LONGEST_BOUNDARY = 200
const MOST_HTML = 1_000_000

interface Part {
  headers: ReadonlyMap<string, readonly string[]>
  body: Buffer
}

function headersOf(head: string): Map<string, string[]> {
  const headers = new Map<string, string[]>()
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const said = headers.get(name)
    if (said === undefined) headers.set(name, [line.slice(colon + 1).trim()])
    else said.push(line.slice(colon + 1).trim())
  }
  return headers
}

function partOf(raw: Buffer): Part {
  const start = raw[0] === 10 || (raw[0] === 13 && raw[1] === 10) ? 0 : -1
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((at) => at >= 0)
  const end = start === 0 ? 0 : ends.length === 0 ? raw.length : Math.min(...ends)
  const blank = start === 0 ? (raw[0] === 13 ? 2 : 1) : raw[end] === 13 ? 4 : 2
  const head = raw.subarray(0, Math.min(end, MOST_HEADER_BYTES)).toString('latin1')
  return { headers: headersOf(head), body: raw.subarray(end + blank) }
}

const valueOf = ({ headers }: Pick<Part, 'headers'>, name: string): string => headers.get(name)?.[0] ?? ''

/** `text/plain` of `text/plain; charset="utf-8"`. */
const kindOf = (part: Pick<Part, 'headers'>, name: string, otherwise: string): string =>
  /^[^;\s]+/.exec(valueOf(part, name))?.[0].toLowerCase() ?? otherwise

const CHARSET = /;\s*charset\*?\s*=\s*(?:"([^"]*)"|([^;\s]+))/i
const BOUNDARY = /;\s*boundary\*?\s*=\s*(?:"([^"]*)"|([^;\s]+))/i
const typeParameter = (part: Pick<Part, 'headers'>, parameter: RegExp): string => {
  const [, quoted, bare] = parameter.exec(valueOf(part, 'content-type')) ?? []
  return quoted ?? bare ?? ''
}

const [LF, CR, EQUALS] = [10, 13, 61]

/** Of a digit of base 16, in ASCII; -1: it is none. */
function hexOf(byte = 0): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  const small = byte | 32
  return small >= 97 && small <= 102 ? small - 87 : -1
}

/** RFC 2045, 6.7, byte by byte: ten megabytes of `=41` hold nobody up. */
function unquotedPrintable(body: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(body.length)
  let size = 0
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0
    if (byte !== EQUALS) bytes[size++] = byte
    else if (body[at + 1] === LF) at += 1
    else if (body[at + 1] === CR && body[at + 2] === LF) at += 2
    else if (hexOf(body[at + 1]) >= 0 && hexOf(body[at + 2]) >= 0) {
      bytes[size++] = hexOf(body[at + 1]) * 16 + hexOf(body[at + 2])
      at += 2
    } else bytes[size++] = byte
  }
  return bytes.subarray(0, size)
}

function decoded(part: Part): Buffer {
  const encoding = kindOf(part, 'content-transfer-encoding', '7bit')
  if (encoding === 'base64') return Buffer.from(part.body.toString('latin1'), 'base64')
  if (encoding !== 'quoted-printable') return part.body
  return unquotedPrintable(part.body)
}

function textOf(part: Part): string {
  const bytes = decoded(part)
  const charset = typeParameter(part, CHARSET) || 'utf-8'
  for (const [name, fatal] of [
    [charset, charset.toLowerCase() === 'utf-8'],
    ['windows-1252', false],
  ] as const)
    try {
      return new TextDecoder(name, { fatal }).decode(bytes)
    } catch {
      // A name that nobody knows, or bytes that are not what they say: as most programs wrote in the West.
    }
  return ''
}

/** Where lines begin that begin so: what looks like it elsewhere costs nothing. @param mark after its line feed */
function* marksIn(body: Buffer, mark: Buffer): Generator<number> {
  if (body.subarray(0, mark.length - 1).equals(mark.subarray(1))) yield 0
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + 1)) yield at + 1
}

/** The parts between its boundaries; what stands before the first and after the last says nothing. */
function partsOf(body: Buffer, boundary: string): Buffer[] {
  const found: Buffer[] = []
  const mark = Buffer.from(`\n--${boundary}`, 'latin1')
  let from = -1
  for (const at of marksIn(body, mark)) {
    if (found.length >= MOST_PARTS) break
    if (from >= 0) found.push(body.subarray(from, at))
    const [line, end] = [body.indexOf('\n', at), at + mark.length - 1]
    if (line < 0 || body.subarray(end, end + 2).toString('latin1') === '--') return found
    from = line + 1
  }
  if (from >= 0 && found.length < MOST_PARTS) found.push(body.subarray(from))
  return found
}

interface Found {
  plain: string[]
  html: string[]
  attachments: number
  parts: number
}

/** Proofs that a program joins by itself are no files of whoever writes, nor the pictures of a signature. */
const JOINED_BY_PROGRAMS = /^application\/(pgp-signature|pgp-keys|(x-)?pkcs7-signature)$/
const isShown = (part: Part): boolean =>
  kindOf(part, 'content-disposition', '') !== 'attachment' &&
  part.headers.has('content-id') &&
  kindOf(part, 'content-type', '').startsWith('image/')

function walk(part: Part, found: Found, depth: number): void {
  found.parts += 1
  if (depth > DEEPEST || found.parts > MOST_PARTS) return
  const kind = kindOf(part, 'content-type', 'text/plain')
  const boundary = typeParameter(part, BOUNDARY)
  if (kind.startsWith('multipart/') && boundary !== '' && boundary.length <= LONGEST_BOUNDARY) {
    for (const each of partsOf(part.body, boundary)) walk(partOf(each), found, depth + 1)
    return
  }
  const isFile =
    kindOf(part, 'content-disposition', 'inline') === 'attachment' ||
    !(kind === 'text/plain' || kind === 'text/html')
  if (!isFile && kind === 'text/plain') found.plain.push(textOf(part))
  else if (!isFile) found.html.push(textOf(part))
  else if (!JOINED_BY_PROGRAMS.test(kind) && !isShown(part)) found.attachments += 1
}

const ADDRESS = /^[^\s<>(),;:"[\]]+@[^\s<>(),;:"[\]@]+$/

/** The address of `"Nom, Prénom" <nom@exemple.fr>`; null when it is not one alone. */
function oneAddress(said: readonly string[] | undefined): string | null {
  const [only = ''] = said ?? []
  if (said?.length !== 1 || only.length > LONGEST_FROM) return null
  const bare = only.replaceAll(/"(?:\\.|[^"\\])*"/g, ' ').replaceAll(/\([^()]*\)/g, ' ')
  const angled = [...bare.matchAll(/<([^<>]*)>/g)]
  const address = (angled.length === 0 ? bare : (angled[0]?.[1] ?? '')).trim()
  if (angled.length > 1 || (angled.length === 0 ? bare : bare.replace(/<[^<>]*>/, '')).includes(','))
    return null
  return ADDRESS.test(address) ? address.toLowerCase() : null
}

export function readMail(raw: Buffer): IncomingMail {
  const whole = partOf(raw)
  const found: Found = { plain: [], html: [], attachments: 0, parts: 0 }
  walk(whole, found, 0)
  const plain = found.plain.join('\n').trim()
  return {
    headers: whole.headers,
    from: oneAddress(whole.headers.get('from')),
    text: plain === '' ? plainText(found.html.join('\n').slice(0, MOST_HTML)) : plain,
    attachments: found.attachments,
  }
}
