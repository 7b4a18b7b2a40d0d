// What is counted when it is read, of nobody (docs/decisions/107): a module says its pages and what is there; who reads is known by no row.
import type { Database, Read } from '../db/db.ts'

/** Something that is there to be read. */
export interface CountedThing {
  readonly thing: string
  readonly title: string
  readonly href: string
  readonly authorityId: number
  /** Whoever answers for it; null: the authority as a whole. */
  readonly unitId: number | null
  /** Since when it may be read. */
  readonly since: Date
}

/** Somebody read one of them; known for some seconds, and written nowhere. */
export interface Opening {
  readonly kind: string
  readonly thing: string
  /** null: a visitor. */
  readonly personId: number | null
  /** INSEE code of the commune whose counter it was; null: the metropolis’s. */
  readonly commune: string | null
}

export interface Counted {
  readonly kind: string
  /** Patterns of its pages, and the parameter that names which: `/contenus/:id/:slug`, `id`. */
  readonly at: readonly string[]
  readonly param: string
  /** All there are now. As the system. */
  readonly things: (tx: Read) => Promise<readonly CountedThing[]>
  /** Of these openings, those that are no readings: by whoever made what they opened, or of what is told to nobody else. As the system. */
  readonly own?: (tx: Read, openings: readonly Opening[]) => Promise<readonly Opening[]>
}

/** Adds them to what is counted. */
export type TakeOpenings = (
  db: Database,
  openings: readonly Opening[],
  counted: readonly Counted[],
) => Promise<void>
