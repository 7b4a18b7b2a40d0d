// What is kept to be read without network: where, how many, how long. Read by the program, by pages and by the worker.
import { type Keeping, READER } from '#platform/http/reader-names.ts'

/** Beginnings of addresses, each the scope of a worker: nothing of residents alone, of the desk or of the account is under one. */
export const PLACES = [
  ...(['/territoires', '/contenus', '/informations', '/espaces'] as const),
  ...(['/brochures', '/prets'] as const),
] as const

/** The screen of the choice, shown also instead of a page that is not kept; the worker itself. */
export const HERE = '/territoires/hors-ligne'
export const WORKER = `${HERE}/gardien`

/** Names of the cookie that says which session is there: behind TLS, then on a laptop. */
const marks = (what: Keeping) => ({ secure: `__Host-${READER[what]}`, plain: READER[what] })
export const MARK = marks('pages')

const HOUR = 3_600_000
/** Milliseconds without network after which pages are forgotten: as long as a session of somebody in office lives unused. */
export const LIFE = 12 * HOUR

export interface Place {
  what: Keeping
  places: readonly string[]
  /** Its page, shown also instead of one that is not kept. */
  home: string
  mark: { secure: string; plain: string }
  /** The data base, and the cache of style sheets, fonts and scripts: the same for everybody, and named by their content. */
  store: string
  /** Milliseconds without a word of the server after which it is forgotten. */
  life: number
}

export const KEPT: Readonly<Record<Keeping, Place>> = {
  pages: {
    ...{ what: 'pages', places: PLACES, home: HERE, mark: MARK },
    ...{ store: 'parvis-hors-ligne', life: LIFE },
  },
  // A pass: as long as what a phone shows without network is good for.
  own: {
    ...{ what: 'own', places: ['/pass'], home: '/pass', mark: marks('own') },
    ...{ store: 'parvis-pass-hors-ligne', life: 72 * HOUR },
  },
}

/** What is kept under that scope of a worker. */
export const keptUnder = (scope: string): Place => (KEPT.own.places.includes(scope) ? KEPT.own : KEPT.pages)

export const MOST_PAGES = 40
/** Characters, of all pages together. */
export const MOST_CHARACTERS = 4_000_000
export const MOST_FILES = 60

/** A clock put back by more than that is not believed. */
export const DRIFT = 10 * 60_000
/** Milliseconds that the network has to answer when the page is kept. */
export const PATIENCE = 4_000
