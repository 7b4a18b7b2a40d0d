// Where pages are kept to be read without network, how many, how long. Read by the program, by pages and by the worker.

import { READER } from '#platform/http/reader-names.ts'

/** Beginnings of addresses, each the scope of a worker: nothing of residents alone, of the desk or of the account is under one. */
export const PLACES = [
  ...(['/territoires', '/contenus', '/informations', '/espaces'] as const),
  ...(['/brochures', '/prets'] as const),
] as const

/** The screen of the choice, shown also instead of a page that is not kept; the worker itself. */
export const HERE = '/territoires/hors-ligne'
export const WORKER = `${HERE}/gardien`

/** Names of the cookie that says which session is there: behind TLS, then on a laptop. */
export const MARK = { secure: `__Host-${READER}`, plain: READER } as const

/** The data base, and the cache of style sheets, fonts and scripts: the same for everybody, and named by their content. */
export const STORE = 'parvis-hors-ligne'

export const MOST_PAGES = 40
/** Characters, of all pages together. */
export const MOST_CHARACTERS = 4_000_000
export const MOST_FILES = 60

/** Milliseconds without network after which what is kept is forgotten: as long as a session of somebody in office lives unused. */
export const LIFE = 12 * 3_600_000
/** A clock put back by more than that is not believed. */
export const DRIFT = 10 * 60_000
/** Milliseconds that the network has to answer when the page is kept. */
export const PATIENCE = 4_000
