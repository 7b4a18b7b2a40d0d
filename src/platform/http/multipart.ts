// Reads a multipart body (RFC 7578), slice by slice: files onto the disk within the room there is, the rest as values.
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { isFull, TooLarge, Unavailable } from '../errors.ts'
import { breath } from '../breath.ts'
import { cleanText } from './clean-text.ts'
import { LIMITS as FIELDS, type Gathering, gather, NotOurForm } from './gather.ts'
import type { Kind } from '../files/kinds.ts'
import { type Arrived, spool } from '../files/spool.ts'
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
const NO_DISK =
  'Nous n’avons presque plus de place pour recevoir des fichiers. Continuez sans fichier, ou revenez plus tard\u00a0: vos réponses sont gardées.'

const AWAY = 'Les fichiers ne peuvent pas être reçus en ce moment. Recommencez dans quelques minutes.'

/** Where files go while they arrive, and the room that there is for them. */
export interface TakesFiles {
  folder: string
  share: Share
  keeps?: ((kind: Kind) => boolean) | undefined
}

/** Files being received, and the first reason to refuse them. */
export interface Receiving {
  /** null: what comes is read and forgotten. */
  takes: TakesFiles | null
  /** In the order of the form; those that are not files are none. */
  arriving: Promise<Upload | null>[]
  count: number
  bytes: number
  read: number
  refusal: string | null
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
    await forget(files)
    throw error
  }
}

/** What arrived goes from the disk. */
export async function forget({ arriving }: Receiving): Promise<void> {
  for (const ended of await Promise.allSettled(arriving))
    if (ended.status === 'fulfilled') await ended.value?.arrived.content?.drop()
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
  const failed = new AbortController()
  const fail = (error: unknown) => failed.abort(error)
  /** The parser calls us: what we throw is thrown where its body is read. */
  const attempt = (work: () => void): void => {
    try {
      if (!failed.signal.aborted) work()
    } catch (error) {
      fail(error)
    }
  }
  const open = new Set<Arriving>()
  parser.on('error', fail)
  parser.on('partsLimit', () => fail(new NotOurForm()))
  parser.on('fieldsLimit', () => fail(new NotOurForm()))
  parser.on('field', (name, value, _nameCut, isCut) =>
    attempt(() => {
      gather(into, name, value)
      into.isCut ||= isCut
    }),
  )
  parser.on('file', (field, stream: Arriving, name) => {
    const part = { field, name: cleanText((name ?? '').slice(-1000)) }
    stream.on('error', () => {})
    open.add(stream)
    const arriving = receive(part, stream, files).finally(() => open.delete(stream))
    arriving.catch(fail)
    files.arriving.push(arriving)
  })
  const finished = once(parser, 'finish', { signal: failed.signal })
  finished.catch(fail)
  try {
    await feed(raw, parser, failed.signal)
    parser.end()
    await finished
    await Promise.all(files.arriving)
    failed.signal.throwIfAborted()
  } catch (error) {
    // Whoever reads them would wait for their end.
    for (const stream of open) stream.destroy()
    throw failed.signal.aborted ? failed.signal.reason : error
  }
}

// As fast as the disk takes what is in it.
async function feed(raw: IncomingMessage, parser: BusboyInstance, signal: AbortSignal): Promise<void> {
  const breathe = breath()
  for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length && !signal.aborted; at += SLICE) {
      if (!parser.write(chunk.subarray(at, at + SLICE))) await once(parser, 'drain', { signal })
      await breathe()
    }
    signal.throwIfAborted()
  }
}

type Arriving = Readable & { truncated?: boolean }

async function receive(
  part: Pick<Upload, 'field' | 'name'>,
  stream: Arriving,
  into: Receiving,
): Promise<Upload | null> {
  const arrived = await spool(into.takes?.folder ?? '', stream, {
    piece: (size) => isKept(into, size),
    keeps: into.takes?.keeps,
    failed(error) {
      if (!isFull(error)) throw new Unavailable(AWAY)
      into.refusal ??= NO_DISK
      return true
    },
  })
  // Browsers send one nameless empty part when no file was chosen.
  if (part.name === '' && arrived.size === 0) return null
  if (++into.count > LIMITS.files) into.refusal ??= TOO_MANY_FILES
  if (stream.truncated === true) return { ...part, tooBig: true, arrived: await cut(arrived) }
  return { ...part, tooBig: false, arrived }
}

async function cut({ size, kind, content }: Arrived): Promise<Arrived> {
  await content?.drop()
  return { size, kind, content: null }
}

function isKept(into: Receiving, size: number): boolean {
  into.read += size
  if (into.read > LIMITS.body) throw new TooLarge(HEAVIEST)
  if (into.takes === null || into.refusal !== null) return false
  into.bytes += size
  if (into.bytes > LIMITS.uploads) into.refusal = TOO_HEAVY
  else if (!into.takes.share.take(size)) into.refusal = CROWDED
  return into.refusal === null
}
