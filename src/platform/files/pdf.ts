// Refuses a PDF that acts by itself or hides its content (ISO 32000-2: 7.3.5 names, 7.5.7 object streams, 7.6 encryption,
// 12.6.4.6 Launch, 12.6.4.17 JavaScript). A sieve, not a reader: PDFs are also served as sandboxed downloads and scanned.
import { constants, createInflate } from 'node:zlib'
import { RefusedFile, refuse } from './refusal.ts'

const ONE_STREAM = 16_000_000
const ALL_STREAMS = 64_000_000
// How far before its data a stream's dictionary is looked for.
const DICTIONARY = 16_384
const ACTIVE = /\/(?:JavaScript|Launch)(?=[\s\0()<>[\]{}/%]|$)/
const ENCRYPTED = /\/Encrypt(?=[\s\0()<>[\]{}/%]|$)/
const OTHER_FILTER = /\/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt)\b/

/** Resolves when the PDF is whole, readable by all and passive; throws RefusedFile otherwise. */
export async function checkPdf(bytes: Buffer): Promise<void> {
  const text = bytes.toString('latin1')
  if (!text.startsWith('%PDF-') || !text.includes('startxref') || !/%%EOF\s*/.test(text.slice(-65_536)))
    throw refuse('pdf-damaged')
  if (hasName(text, ENCRYPTED)) throw refuse('pdf-encrypted')
  if (hasName(text, ACTIVE)) throw refuse('pdf-active')
  let inflated = 0
  for (const start of objectStreams(text)) {
    const objects = await decompress(bytes.subarray(start))
    inflated += objects.length
    if (inflated > ALL_STREAMS) throw refuse('pdf-damaged')
    if (hasName(objects.toString('latin1'), ACTIVE)) throw refuse('pdf-active')
  }
}

// A name may be written /J#61vaScript: both spellings are looked for.
function hasName(text: string, name: RegExp): boolean {
  return name.test(text) || (text.includes('#') && name.test(unescapeNames(text)))
}

function unescapeNames(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

// Where the data of each object stream starts. Extents declared by the file are not believed: every « stream » word counts.
function* objectStreams(text: string): Generator<number> {
  for (const found of text.matchAll(/(?<!end)stream[ \t]*(?:\r\n|\r|\n)/g)) {
    const before = unescapeNames(text.slice(Math.max(0, found.index - DICTIONARY), found.index))
    if (!/\/(?:ObjStm|First)\b/.test(before)) continue
    const dictionary = before.slice(Math.max(0, before.lastIndexOf(' obj')))
    if (/\/ObjStm\b/.test(dictionary) && OTHER_FILTER.test(dictionary)) throw refuse('pdf-damaged')
    yield found.index + found[0].length
  }
}

// What a lenient reader would get from the stream, even cut or corrupt further on; nothing when it is not Flate.
async function decompress(data: Buffer): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  // Small steps: what comes before an error is lost up to one step.
  const inflating = createInflate({ chunkSize: 1024, finishFlush: constants.Z_SYNC_FLUSH })
  inflating.end(data)
  try {
    for await (const part of inflating as AsyncIterable<Buffer>) {
      size += part.length
      if (size > ONE_STREAM) throw refuse('pdf-damaged')
      parts.push(part)
    }
  } catch (error) {
    if (error instanceof RefusedFile) throw error
  }
  return Buffer.concat(parts)
}
