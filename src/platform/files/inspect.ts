// The only way in for a file sent by someone: judged by its content, rewritten or refused with a French sentence.
import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { announcesOtherKind, cleanName } from './name.ts'
import { checkPdf } from './pdf.ts'
import { rewritePicture } from './picture.ts'
import { type FileKind, refuse, refuseKind, refuseSize } from './refusal.ts'
import type { Scan } from './scan.ts'

export { type FileKind, RefusedFile } from './refusal.ts'

/** What a field accepts; `maxBytes` is for the file as sent; `scan` is the antivirus, when there is one. */
export interface UploadRules {
  accept: readonly FileKind[]
  maxBytes: number
  scan?: Scan | undefined
}

/** A file fit to be kept. `sha256` (hex) and `size` (bytes) describe `bytes`, not the original. Pixels after rotation. */
export interface Accepted {
  bytes: Buffer
  mediaType: string
  name: string
  size: number
  sha256: string
  width?: number
  height?: number
  /** WebP, 320 px at most; pictures only. */
  thumbnail?: Buffer
}

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/apng', 'image/webp', 'image/gif', 'image/avif'])
const UNREADABLE_PICTURES = /^image\/hei[cf]/
const ARCHIVES =
  /^application\/(?:zip|gzip|x-(?:7z|rar|tar|bzip2|xz|lzip|lzh|compress|unix-archive|cpio|apple-diskimage|cfb|rpm|deb|ace)|zstd|java-archive|vnd\.(?:rar|ms-cab|openxmlformats|oasis|ms-)|epub|x-arj)/

/**
 * Judges and prepares a sent file. Pictures are re-encoded without metadata; PDFs are kept as they are.
 * Throws RefusedFile, whose message is the French sentence to show beside the field.
 */
export async function acceptUpload(
  bytes: Buffer,
  declaredName: string,
  rules: UploadRules,
): Promise<Accepted> {
  if (bytes.length === 0) throw refuse('empty')
  if (bytes.length > rules.maxBytes) throw refuseSize(rules.maxBytes)
  const kind = await kindOf(bytes, rules.accept)
  if (!rules.accept.includes(kind)) throw refuseKind('kind-not-accepted', rules.accept)
  if (announcesOtherKind(declaredName, kind)) throw refuse('name-mismatch')
  await passScan(bytes, rules.scan)
  return kind === 'image' ? acceptPicture(bytes, declaredName) : acceptPdf(bytes, declaredName)
}

async function kindOf(bytes: Buffer, accept: readonly FileKind[]): Promise<FileKind> {
  const type = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime as string | undefined
  if (type === 'application/pdf') return 'pdf'
  if (type !== undefined && PICTURES.has(type)) return 'image'
  if (type !== undefined && UNREADABLE_PICTURES.test(type)) throw refuse('picture-unreadable-format')
  if (type !== undefined && ARCHIVES.test(type)) throw refuse('archive')
  if (/<svg[\s>]/i.test(bytes.subarray(0, 4096).toString('latin1'))) throw refuse('drawing')
  throw refuseKind('unknown-kind', accept)
}

// Before any decoder touches the content. No answer means no file: what was not checked is not kept.
async function passScan(bytes: Buffer, scan: Scan | undefined): Promise<void> {
  if (!scan) return
  const verdict = await scan(bytes).catch(() => {
    throw refuse('scan-unavailable')
  })
  if (verdict === 'infected') throw refuse('infected')
}

async function acceptPicture(original: Buffer, declaredName: string): Promise<Accepted> {
  const { bytes, mediaType, extension, width, height, thumbnail } = await rewritePicture(original)
  return {
    ...described(bytes),
    mediaType,
    name: cleanName(declaredName, extension),
    width,
    height,
    thumbnail,
  }
}

async function acceptPdf(bytes: Buffer, declaredName: string): Promise<Accepted> {
  await checkPdf(bytes)
  return { ...described(bytes), mediaType: 'application/pdf', name: cleanName(declaredName, 'pdf') }
}

function described(bytes: Buffer): Pick<Accepted, 'bytes' | 'size' | 'sha256'> {
  return { bytes, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}
