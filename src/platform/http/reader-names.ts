// How server and browser name whose pages are kept on a device: read by both (reader.ts, src/extranet/offline).

/** What one may ask a device to keep: the pages of elected members; a page of one’s own. */
export type Keeping = 'pages' | 'own'

/** The mark of the session for each thing that this device keeps of whoever is there; null for what it does not. */
export type Readers = Readonly<Record<Keeping, string | null>>

/** Cookies: which session reads here. Behind TLS their names say that they are of this host (cookies.ts). */
export const READER: Readonly<Record<Keeping, string>> = { pages: 'parvis_reader', own: 'parvis_owner' }
/** Headers of every answer to whoever keeps them: the same mark; another, or none, and what is kept is forgotten. */
export const READER_HEADER: Readonly<Record<Keeping, string>> = {
  pages: 'parvis-reader',
  own: 'parvis-owner',
}
/** Header of those that may be kept. */
export const KEEP_HEADER = 'parvis-keep'
