// What a file is, by its first bytes: they alone are believed, never its name nor what a browser says of it.
import { fileTypeFromBuffer } from 'file-type'
import type { FileKind } from './refusal.ts'

/** First bytes that are enough to tell. */
export const HEAD = 4100

/** What a field may accept, or why none does. */
export type Kind = FileKind | 'empty' | 'picture-unreadable-format' | 'archive' | 'drawing' | 'unknown-kind'

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/apng', 'image/webp', 'image/gif', 'image/avif'])
const UNREADABLE_PICTURES = /^image\/hei[cf]/
const ARCHIVES =
  /^application\/(?:zip|gzip|x-(?:7z|rar|tar|bzip2|xz|lzip|lzh|compress|unix-archive|cpio|apple-diskimage|cfb|rpm|deb|ace)|zstd|java-archive|vnd\.(?:rar|ms-cab|openxmlformats|oasis|ms-)|epub|x-arj)/

/** What begins with these bytes; the first `HEAD` of a file, or all when it is shorter. */
export async function kindOf(head: Uint8Array): Promise<Kind> {
  if (head.length === 0) return 'empty'
  const type = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime as string | undefined
  if (type === 'application/pdf') return 'pdf'
  if (type !== undefined && PICTURES.has(type)) return 'image'
  if (type !== undefined && UNREADABLE_PICTURES.test(type)) return 'picture-unreadable-format'
  if (type !== undefined && ARCHIVES.test(type)) return 'archive'
  return /<svg[\s>]/i.test(Buffer.from(head).toString('latin1')) ? 'drawing' : 'unknown-kind'
}

/** Is it something that some field may accept? */
export const isKept = (kind: Kind): kind is FileKind => kind === 'image' || kind === 'pdf'

/** May it be a document? Those of office programs are archives, and texts have no first bytes of their own. */
export const isDocument = (kind: Kind): boolean =>
  isKept(kind) || kind === 'archive' || kind === 'unknown-kind'

/** May it be a logo? */
export const isLogo = (kind: Kind): boolean => kind === 'drawing' || kind === 'image'

/** May it be a spreadsheet? Texts have no first bytes of their own; the others are archives. */
export const isSheet = (kind: Kind): boolean => kind === 'unknown-kind' || kind === 'archive'
