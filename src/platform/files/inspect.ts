// The only way in for a file sent by someone: judged by its content, rewritten or refused with a French sentence.
import { isDocument, isKept, type Kind } from './kinds.ts'
import { announcesOtherKind, cleanName, isTextName } from './name.ts'
import { checkOffice } from './office.ts'
import { checkPdf } from './pdf/pdf.ts'
import { rewritePicture } from './picture.ts'
import { type FileKind, refuse, refuseKind, refuseSize } from './refusal.ts'
import type { Scan } from './scan.ts'
import { type Arrived, spool, type Spooled } from './spool.ts'
import type { Content } from './store/store.ts'
import { checkText } from './plain.ts'
import { fairTurns } from './turns.ts'

export { type FileKind, RefusedFile } from './refusal.ts'

/** What a field accepts; `maxBytes` is for the file as sent; `scan` is the antivirus, when there is one. */
export interface UploadRules {
  accept: readonly FileKind[]
  maxBytes: number
  scan?: Scan | undefined
  /** Who sends it: those who send at the same time are judged in turn. */
  sender: string
}

/** Files that wait to be judged; a picture takes up to a second or two. */
const MOST_WAITING = 30
const busy = () => refuse('busy')
// A document is read by the thread that answers everybody, a picture beside it.
const documents = fairTurns(1, MOST_WAITING, busy)
const pictures = fairTurns(2, MOST_WAITING, busy)

/** A file fit to be kept. `content` is what is kept, not always what was sent. Pixels after rotation. */
export interface Accepted {
  content: Content
  mediaType: string
  name: string
  width?: number
  height?: number
  /** WebP, 320 px at most; pictures only. */
  thumbnail?: Content
  /** What was made of what arrived goes: once it is in the store. */
  drop(): Promise<void>
}

/**
 * Judges and prepares what arrived in `folder`. Pictures are re-encoded without metadata; PDFs are kept as they are.
 * @throws RefusedFile, whose message is the French sentence to show beside the field
 */
export async function acceptUpload(
  folder: string,
  arrived: Arrived,
  declaredName: string,
  rules: UploadRules,
): Promise<Accepted> {
  const { size, content } = arrived
  if (size > rules.maxBytes) throw refuseSize(rules.maxBytes)
  const kind = wantedAs(arrived.kind, declaredName, rules.accept)
  if (announcesOtherKind(declaredName, kind)) throw refuse('name-mismatch')
  if (content === null) throw refuse('empty')
  await passScan(content, rules.scan)
  return kind === 'image'
    ? pictures(rules.sender, () => acceptPicture(folder, content, declaredName))
    : documents(rules.sender, () => acceptDocument(kind, content, declaredName))
}

/** As what the field takes it, by its content; a text has no first bytes of its own, its name says so. @throws RefusedFile */
function wantedAs(kind: Kind, declaredName: string, accept: readonly FileKind[]): FileKind {
  if (kind === 'archive' && accept.includes('office')) return 'office'
  if (kind === 'unknown-kind' && accept.includes('text') && isTextName(declaredName)) return 'text'
  if (kind === 'unknown-kind') throw refuseKind(kind, accept)
  if (!isKept(kind)) throw refuse(kind)
  if (!accept.includes(kind)) throw refuseKind('kind-not-accepted', accept)
  return kind
}

/**
 * Takes in a stream: refused as soon as its first bytes or its length say so, and no more of it is read then.
 * @throws RefusedFile
 */
export async function acceptStream(
  folder: string,
  source: AsyncIterable<Uint8Array>,
  declaredName: string,
  rules: UploadRules,
): Promise<Accepted> {
  let read = 0
  const arrived = await spool(folder, source, {
    piece(bytes) {
      read += bytes
      if (read > rules.maxBytes) throw refuseSize(rules.maxBytes)
      return true
    },
    kind: (kind) => void wantedAs(kind, declaredName, rules.accept),
    keeps: isDocument,
  })
  try {
    const accepted = await acceptUpload(folder, arrived, declaredName, rules)
    return { ...accepted, drop: () => both(accepted.drop(), arrived.content) }
  } catch (error) {
    await arrived.content?.drop()
    throw error
  }
}

async function both(first: Promise<void>, second: Spooled | null): Promise<void> {
  await first
  await second?.drop()
}

// Before any decoder touches the content. No answer means no file: what was not checked is not kept.
async function passScan(content: Content, scan: Scan | undefined): Promise<void> {
  if (!scan) return
  const verdict = await scan(content).catch(() => {
    throw refuse('scan-unavailable')
  })
  if (verdict === 'infected') throw refuse('infected')
}

async function acceptPicture(folder: string, original: Spooled, declaredName: string): Promise<Accepted> {
  const { content, thumbnail, mediaType, extension, width, height } = await rewritePicture(
    folder,
    original.path,
  )
  return {
    content,
    mediaType,
    name: cleanName(declaredName, 'image', extension),
    width,
    height,
    thumbnail,
    drop: () => both(content.drop(), thumbnail),
  }
}

/** Reads it as what it is. @returns its type, and how its name ends @throws RefusedFile */
async function judged(kind: Exclude<FileKind, 'image'>, content: Content, name: string) {
  if (kind === 'office') return checkOffice(content)
  if (kind === 'text') return checkText(content, name)
  await checkPdf(content)
  return { mediaType: 'application/pdf', extension: 'pdf' }
}

async function acceptDocument(
  kind: Exclude<FileKind, 'image'>,
  content: Content,
  declaredName: string,
): Promise<Accepted> {
  const { mediaType, extension } = await judged(kind, content, declaredName)
  return { content, mediaType, name: cleanName(declaredName, kind, extension), drop: async () => {} }
}
