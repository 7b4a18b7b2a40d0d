// The only way in for a file sent by someone: judged by its content, rewritten or refused with a French sentence.
import { isKept } from './kinds.ts'
import { announcesOtherKind, cleanName } from './name.ts'
import { checkPdf } from './pdf.ts'
import { rewritePicture } from './picture.ts'
import { type FileKind, refuse, refuseKind, refuseSize } from './refusal.ts'
import type { Scan } from './scan.ts'
import { type Arrived, spool, type Spooled } from './spool.ts'
import type { Content } from './store/store.ts'
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
// A PDF is read by the thread that answers everybody, a picture beside it.
const inTurn = { pdf: fairTurns(1, MOST_WAITING, busy), image: fairTurns(2, MOST_WAITING, busy) }

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
  const { size, kind, content } = arrived
  if (size > rules.maxBytes) throw refuseSize(rules.maxBytes)
  if (kind === 'unknown-kind') throw refuseKind(kind, rules.accept)
  if (!isKept(kind)) throw refuse(kind)
  if (!rules.accept.includes(kind)) throw refuseKind('kind-not-accepted', rules.accept)
  if (announcesOtherKind(declaredName, kind)) throw refuse('name-mismatch')
  if (content === null) throw refuse('empty')
  await passScan(content, rules.scan)
  return inTurn[kind](rules.sender, () =>
    kind === 'image' ? acceptPicture(folder, content, declaredName) : acceptPdf(content, declaredName),
  )
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
    kind(kind) {
      if (!isKept(kind)) throw kind === 'unknown-kind' ? refuseKind(kind, rules.accept) : refuse(kind)
      if (!rules.accept.includes(kind)) throw refuseKind('kind-not-accepted', rules.accept)
    },
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

async function acceptPdf(content: Content, declaredName: string): Promise<Accepted> {
  await checkPdf(content)
  return {
    content,
    mediaType: 'application/pdf',
    name: cleanName(declaredName, 'pdf', 'pdf'),
    drop: async () => {},
  }
}
