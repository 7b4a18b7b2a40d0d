// Takes a file in: judged, rewritten, stored, owned by whoever sent it until something holds it.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Database, Write } from '#platform/db/db.ts'
import type { Actor } from '#platform/actor.ts'
import { BadInput, Unavailable } from '#platform/errors.ts'
import type { Config } from '#platform/config.ts'
import {
  type Accepted,
  acceptStream,
  acceptUpload,
  RefusedFile,
  type UploadRules,
} from '#platform/files/inspect.ts'
import { marked, type Marking } from '#platform/files/mark/mark.ts'
import { refuseSize } from '#platform/files/refusal.ts'
import { spoolFolder, spoolMade } from '#platform/files/spool.ts'
import { clamdScan } from '#platform/files/scan.ts'
import { type Content, type FileStore, newFileKey } from '#platform/files/store/store.ts'
import type { Posted, Upload } from '#platform/http/route.ts'
import { networkOf } from '#platform/limits/throttle.ts'
import { type Asking, takeFileRoom } from './room.ts'
import { insertFile, insertRendition, type KeptFile, type NewFile, type Part, settleFile } from './queries.ts'

/** What storing needs: a Context is one. */
export interface Storing {
  readonly db: Pick<Database, 'write'>
  readonly actor: Actor
  readonly files: FileStore
  readonly config: Pick<Config, 'clamd' | 'dataFolder'>
  /** Where it comes from; absent: from the program itself. */
  readonly ip?: string
}

/** What a field accepts; what is marked says what it is for, all over, before it is kept. */
interface Rules extends Pick<UploadRules, 'accept' | 'maxBytes'> {
  isMarked?: true | undefined
  mark?: Pick<Marking, 'words' | 'at'> | undefined
}

/**
 * Judges one uploaded file, which is read and not kept: its maker drops it.
 * @throws RefusedFile whose message is for the person
 */
export async function judgeUpload(storing: Storing, upload: Upload, rules: Rules): Promise<Accepted> {
  if (upload.tooBig) throw refuseSize(rules.maxBytes)
  return acceptUpload(spoolFolder(storing.config), upload.arrived, upload.name, judging(storing, rules))
}

/**
 * Judges and stores one uploaded file.
 * @throws RefusedFile whose message is for the person
 */
const storeUpload = async (storing: Storing, upload: Upload, rules: Rules): Promise<KeptFile> =>
  keep(storing, await asKept(storing, await judgeUpload(storing, upload, rules), rules))

/** What a question takes: as many files more as `room`, after which `full` is said. */
interface Question extends Rules {
  room: number
  full: string
}

/**
 * Stores the files sent to one question, as many as there is room for: the others are not even opened. A refused one costs
 * neither the others nor the room. @returns what is stored, and what is to be said of the rest
 */
export async function storeUploads(
  storing: Storing,
  uploads: readonly Upload[],
  { room, full, ...rules }: Question,
): Promise<{ stored: KeptFile[]; problems: string[] }> {
  const stored: KeptFile[] = []
  const problems: string[] = []
  for (const upload of uploads)
    try {
      if (stored.length >= room) throw new RefusedFile('too-many', full)
      stored.push(await storeUpload(storing, upload, rules))
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      problems.push(`${upload.name}\u00a0: ${error.message}`)
    }
  return { stored, problems }
}

/**
 * Judges and stores what comes in a stream, without ever holding it whole.
 * @throws RefusedFile whose message is for the person, as soon as it is certain
 */
export async function receive(
  storing: Storing,
  { source, name }: { source: AsyncIterable<Uint8Array>; name: string },
  rules: Rules,
): Promise<KeptFile> {
  const folder = spoolFolder(storing.config)
  const accepted = await acceptStream(folder, source, name, judging(storing, rules))
  return keep(storing, await asKept(storing, accepted, rules))
}

/** Stores what the program itself made, streamed: nobody sent it, nothing in it is to be judged. It is the actor’s. */
export async function keepMade(
  storing: Storing,
  { source, name, mediaType }: { source: AsyncIterable<Uint8Array>; name: string; mediaType: string },
): Promise<KeptFile> {
  const { content } = await spoolMade(spoolFolder(storing.config), (path) =>
    pipeline(source, createWriteStream(path, { flags: 'wx', mode: 0o600 })),
  )
  return keep(storing, { content, name, mediaType, drop: content.drop })
}

const judging = (storing: Storing, rules: Rules): UploadRules => ({
  ...rules,
  scan: storing.config.clamd === null ? undefined : clamdScan(storing.config.clamd),
  sender: senderOf(storing),
})

/** Marked, when it must be. Whoever forgot what it is for keeps nothing. */
async function asKept(storing: Storing, accepted: Accepted, { isMarked, mark }: Rules): Promise<Accepted> {
  if (isMarked !== true) return accepted
  if (mark !== undefined)
    return marked(spoolFolder(storing.config), accepted, { ...mark, sender: senderOf(storing) })
  await accepted.drop()
  throw new Error('what is to be marked was given no words')
}

// Whoever has signed in has a turn of their own, whoever shares their network.
function senderOf({ actor, ip }: Storing): string {
  const person = actor.by?.personId ?? actor.personId
  if (person !== null) return `person:${person}`
  return ip === undefined ? 'program' : `network:${networkOf(ip)}`
}

// Its row first, then its bytes, then that they are there: whatever stops in between leaves nothing that nobody knows.
async function keep({ db, actor, files }: Storing, accepted: Accepted): Promise<KeptFile> {
  const { kept, row, parts } = described(accepted)
  const settle = (became: 'checked' | 'refused') =>
    db.write(actor, (tx) => settleFile(tx, kept.fileId, became))
  try {
    await db.write(actor, (tx) => insert(tx, row, parts))
    try {
      for (const { key, content } of parts) await files.put(key, content)
    } catch (error) {
      // The sweep finds it as it is, if this cannot be written either.
      await settle('refused').catch(() => {})
      throw error
    }
    if (!(await settle('checked'))) throw new Unavailable()
    return kept
  } finally {
    await accepted.drop()
  }
}

interface Stored {
  part: Part
  key: string
  content: Content
}

function described(accepted: Accepted): { kept: KeptFile; row: NewFile; parts: Stored[] } {
  const { content, thumbnail, name, mediaType, width = null, height = null } = accepted
  const kept: KeptFile = { fileId: randomUUID(), name, bytes: content.size, mediaType }
  const storageKey = newFileKey()
  const parts: Stored[] = [{ part: 'file', key: storageKey, content }]
  if (thumbnail !== undefined) parts.push({ part: 'thumbnail', key: newFileKey(), content: thumbnail })
  return {
    kept,
    row: { ...kept, storageKey, sha256: Buffer.from(content.sha256, 'hex'), width, height },
    parts,
  }
}

async function insert(tx: Write, row: NewFile, parts: readonly Stored[]): Promise<void> {
  await insertFile(tx, row)
  for (const { part, key } of parts) if (part !== 'file') await insertRendition(tx, row.fileId, part, key)
}

/** What a form that takes one PDF says. */
interface OnePdf {
  field: string
  maxBytes: number
  /** Said when none came. */
  missing: string
}

/** The one PDF that was sent, kept as the sender’s. @throws BadInput beside its field */
export async function keepOnePdf(
  ctx: Storing & Asking,
  { uploads, refusal }: Pick<Posted, 'uploads' | 'refusal'>,
  { field, maxBytes, missing }: OnePdf,
): Promise<KeptFile> {
  const refuse = (message: string): never => {
    throw new BadInput([{ field, message }])
  }
  if (uploads.length === 0) refuse(refusal ?? missing)
  await takeFileRoom(ctx, uploads.length)
  const rules = { accept: ['pdf'] as const, maxBytes, room: 1, full: 'Un PDF à la fois.' }
  const { stored, problems } = await storeUploads(ctx, uploads, rules)
  return stored[0] ?? refuse(problems.join(' ') || missing)
}
