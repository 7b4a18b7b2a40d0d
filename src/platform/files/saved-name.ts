// A picture is kept under the name its sender gave and rewritten in another format: what it became is said beside the name, and a
// copy is saved under a name that a computer opens.
import { OFFICE } from './office.ts'

const FORMATS: Readonly<Record<string, { title: string; extensions: readonly string[] }>> = {
  'image/jpeg': { title: 'JPEG', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  'image/png': { title: 'PNG', extensions: ['png', 'apng'] },
  'image/webp': { title: 'WebP', extensions: ['webp'] },
  'application/pdf': { title: 'PDF', extensions: ['pdf'] },
  'text/plain': { title: 'Texte', extensions: ['txt', 'md'] },
  'text/csv': { title: 'CSV', extensions: ['csv'] },
  ...Object.fromEntries(
    OFFICE.map(({ mediaType, title, extension }) => [mediaType, { title, extensions: [extension] }]),
  ),
}

/** What it is called on screen: « PDF », « Texte ODT »; « Image » for pictures. */
export const formatText = ({ mediaType }: Pick<Named, 'mediaType'>): string =>
  mediaType.startsWith('image/') ? 'Image' : (FORMATS[mediaType]?.title ?? 'Fichier')

interface Named {
  name: string
  mediaType: string
}

const isNamedSo = (name: string, extensions: readonly string[]): boolean =>
  extensions.some((extension) => name.toLowerCase().endsWith(`.${extension}`))

/** The format it was rewritten in, when its name tells another: « JPEG » of « trou.png ». */
export function rewrittenIn({ name, mediaType }: Named): string | null {
  const format = FORMATS[mediaType]
  return format === undefined || isNamedSo(name, format.extensions) ? null : format.title
}

/** The name of a copy of it: « trou.jpg » of a « trou.png » that is a JPEG now. */
export function savedName({ name, mediaType }: Named): string {
  const format = FORMATS[mediaType]
  if (format === undefined || isNamedSo(name, format.extensions)) return name
  return `${name.replace(/\.[a-z0-9]{1,8}$/i, '')}.${format.extensions[0]}`
}
