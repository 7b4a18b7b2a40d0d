// How server and browser name whose pages are kept on a device: read by both (reader.ts, src/extranet/offline).

/** Cookie: which session reads here. Behind TLS its name says that it is of this host (cookies.ts). */
export const READER = 'parvis_reader'
/** Header of every answer to whoever keeps pages: the same mark; another, or none, and what is kept is forgotten. */
export const READER_HEADER = 'parvis-reader'
/** Header of those that may be kept. */
export const KEEP_HEADER = 'parvis-keep'
