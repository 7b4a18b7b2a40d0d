// Reads a multipart body (RFC 7578), slice by slice: files into memory within the room there is, the rest as values.
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { TooLarge } from '../errors.ts'
import { breath } from './breath.ts'
import { cleanText } from './clean-text.ts'
import { LIMITS as FIELDS, type Gathering, gather, NotOurForm } from './gather.ts'
import type { Upload } from './route.ts'
import type { Share } from './upload-room.ts'

export const LIMITS = {
  /** Bytes of an urlencoded body. */
  urlencoded: 2 * 1024 * 1024,
  /** Bytes of one file. */
  file: 12 * 1024 * 1024,
  files: 10,
  /** Bytes of all files together. */
  uploads: 60 * 1024 * 1024,
  /** Bytes that we read of a body in order to show its form again. */
  body: 200 * 1024 * 1024,
  /** Characters of what separates parts (RFC 2046, 5.1.1): looking for a long one costs its length for each byte. */
  boundary: 70,
}

const TOO_MANY_FILES = `Vous avez choisi trop de fichiers à la fois\u00a0: ${LIMITS.files} au plus. Choisissez-les de nouveau, en plusieurs fois.`
const TOO_HEAVY =
  'Vos fichiers pèsent plus de 60\u00a0Mo ensemble. Choisissez-les de nouveau, en plusieurs fois.'
const CROWDED =
  'Beaucoup de fichiers arrivent en ce moment. Attendez une minute, puis choisissez de nouveau les vôtres.'
/** Files being received, and the first reason to refuse them. */
export interface Receiving {
  uploads: Upload[]
  bytes: number
  read: number
  refusal: string | null
  share: Share
}

const HEAVIEST = 'Votre envoi est beaucoup trop lourd\u00a0: 60 Mo au plus. Choisissez moins de fichiers.'
/** Bytes parsed at a time. */
const SLICE = 4096

/** @throws NotOurForm, TooLarge, or what the parser says of a broken body */
export async function readMultipart(raw: IncomingMessage, into: Gathering, files: Receiving): Promise<void> {
  try {
    if (Number(raw.headers['content-length'] ?? 0) > LIMITS.body) throw new TooLarge(HEAVIEST)
    await parse(raw, parserOf(raw), into, files)
  } catch (error) {
    // What still comes is not even parsed.
    raw.resume()
    throw error
  }
}

function parserOf({ headers }: IncomingMessage): BusboyInstance {
  const type = headers['content-type'] ?? ''
  const boundary = /boundary=(.*)$/is.exec(type)?.[1] ?? ''
  if (boundary.length > LIMITS.boundary + 2) throw new NotOurForm()
  return new Busboy({
    headers: { 'content-type': type },
    limits: {
      fieldSize: FIELDS.field,
      fileSize: LIMITS.file,
      fields: FIELDS.fields,
      parts: FIELDS.fields + 100,
      headerPairs: 20,
      headerSize: 8192,
    },
  })
}

async function parse(
  raw: IncomingMessage,
  parser: BusboyInstance,
  into: Gathering,
  files: Receiving,
): Promise<void> {
  let failure: unknown = null
  /** The parser calls us: what we throw is thrown where its body is read. */
  const attempt = (work: () => void): void => {
    try {
      if (failure === null) work()
    } catch (error) {
      failure = error
    }
  }
  const fail = (error: unknown) => void (failure ??= error)
  parser.on('error', fail)
  parser.on('partsLimit', () => fail(new NotOurForm()))
  parser.on('fieldsLimit', () => fail(new NotOurForm()))
  parser.on('field', (name, value, _nameCut, isCut) =>
    attempt(() => {
      gather(into, name, value)
      into.isCut ||= isCut
    }),
  )
  parser.on('file', (field, stream, name) => {
    const part = { field, name: cleanText((name ?? '').slice(-1000)) }
    receive(part, stream, files, attempt)
  })
  const finished = once(parser, 'finish')
  finished.catch(fail)
  const breathe = breath()
  for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length && failure === null; at += SLICE) {
      parser.write(chunk.subarray(at, at + SLICE))
      await breathe()
    }
    if (failure !== null) throw failure
  }
  parser.end()
  await finished
  if (failure !== null) throw failure
}

type Part = Pick<Upload, 'field' | 'name'>

function receive(
  part: Part,
  stream: NodeJS.ReadableStream & { truncated?: boolean },
  into: Receiving,
  attempt: (work: () => void) => void,
): void {
  const chunks: Buffer[] = []
  let size = 0
  stream.on('error', () => {})
  stream.on('data', (chunk: Buffer) =>
    attempt(() => {
      size += chunk.length
      if (isKept(into, chunk.length)) chunks.push(chunk)
    }),
  )
  stream.on('end', () => {
    // Browsers send one nameless empty part when no file was chosen.
    if (part.name === '' && size === 0) return
    if (into.uploads.length >= LIMITS.files) into.refusal ??= TOO_MANY_FILES
    const tooBig = stream.truncated === true
    into.uploads.push({ ...part, bytes: tooBig ? Buffer.alloc(0) : Buffer.concat(chunks), tooBig })
  })
}

function isKept(into: Receiving, size: number): boolean {
  into.read += size
  if (into.read > LIMITS.body) throw new TooLarge(HEAVIEST)
  if (into.refusal !== null) return false
  into.bytes += size
  if (into.bytes > LIMITS.uploads) into.refusal = TOO_HEAVY
  else if (!into.share.take(size)) into.refusal = CROWDED
  return into.refusal === null
}
