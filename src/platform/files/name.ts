// The name of a sent file: what it claims to be, and the safe name under which it is kept.
import { supportedExtensions } from 'file-type'
import { OFFICE } from './office.ts'
import type { FileKind } from './refusal.ts'

const LONGEST = 120
const OF_KIND: Record<FileKind, ReadonlySet<string>> = {
  image: new Set(['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'apng', 'webp', 'gif', 'avif', 'heic', 'heif']),
  pdf: new Set(['pdf']),
  office: new Set(OFFICE.map(({ extension }) => extension)),
  text: new Set(['txt', 'csv', 'md']),
}
// Extensions that mean something to a computer and have no magic bytes, so that file-type does not list them.
const TEXTUAL = new Set(
  'bat cmd com csv htm html js json jsp mjs md msi php ps1 py scr sh svg svgz txt vbs xhtml xht'.split(' '),
)

/** Is it the name of a text without any form? */
export const isTextName = (declaredName: string): boolean =>
  OF_KIND.text.has(extensionOf(lastPart(declaredName)) ?? '')

/** True when the extension of `declaredName` announces something else than `kind`. No extension announces nothing. */
export function announcesOtherKind(declaredName: string, kind: FileKind): boolean {
  const extension = extensionOf(lastPart(declaredName))
  if (extension === null || OF_KIND[kind].has(extension)) return false
  return isFileExtension(extension)
}

/**
 * A displayable name of at most 120 characters, without path or invisible characters. Its sender recognises it: an extension that
 * announces the kind stays as it was written; without one it gets `.extension`.
 */
export function cleanName(declaredName: string, kind: FileKind, extension: string): string {
  // Its end is looked for from each of its dots: only a name is, not a book.
  const visible = lastPart(declaredName.slice(-1000))
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, '')
    .replace(/[<>:"|?*%;]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const announced = extensionOf(visible)
  const isAnnounced = announced !== null && isFileExtension(announced)
  const stem = isAnnounced ? visible.slice(0, -announced.length - 1) : visible
  const end = isAnnounced && OF_KIND[kind].has(announced) ? visible.slice(-announced.length) : extension
  const kept = [...stem]
    .slice(0, LONGEST - end.length - 1)
    .join('')
    .trim()
  return `${kept || 'document'}.${end}`
}

function isFileExtension(extension: string): boolean {
  return (
    TEXTUAL.has(extension) ||
    OF_KIND.image.has(extension) ||
    (supportedExtensions as ReadonlySet<string>).has(extension)
  )
}

// Some browsers used to send the whole path, and nothing obliges a client not to.
function lastPart(name: string): string {
  return name.split(/[/\\]/).at(-1) ?? ''
}

function extensionOf(name: string): string | null {
  return /.\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? null
}
