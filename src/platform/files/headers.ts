// How a kept file is served back: never run, never guessed, never shared (RFC 6266 and 8187 for the name, Fetch for CORP).
import { OFFICE } from './office.ts'
import { savedName } from './saved-name.ts'

// Everything else goes out as plain bytes to save, whatever the database says.
const INLINE = new Set(['image/jpeg', 'image/png', 'image/webp'])
const KNOWN = new Set([
  ...INLINE,
  'application/pdf',
  'text/csv',
  'text/plain',
  ...OFFICE.map(({ mediaType }) => mediaType),
])

/** The response headers for a file of ours: pictures are shown, everything else is saved under its `name`. */
export function servingHeaders(file: { mediaType: string; name: string }): Record<string, string> {
  const disposition = INLINE.has(file.mediaType) ? 'inline' : 'attachment'
  return {
    'Content-Type': KNOWN.has(file.mediaType) ? file.mediaType : 'application/octet-stream',
    'Content-Disposition': `${disposition}; ${fileNameParameters(savedName(file))}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    // A shared computer at the town hall must not keep it.
    'Cache-Control': 'private, no-store',
  }
}

// Both forms: plain ASCII for old readers, UTF-8 for the others.
function fileNameParameters(name: string): string {
  const whole = name.toWellFormed()
  const plain = whole
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(whole).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${plain}"; filename*=UTF-8''${encoded}`
}
