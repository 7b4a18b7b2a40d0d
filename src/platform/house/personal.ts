// What the program holds about a person, told by whoever holds it (GDPR art. 15, 17 and 20). Each module declares its
// holdings; src/privacy gathers them for the page « Mes données », the export and the erasure.
import type { Read, Write } from '../db/db.ts'

/** What one authority holds, of one kind. */
export interface HeldPart {
  /** Who is responsible; null: the account itself, for the whole territory. */
  readonly authorityId: number | null
  /** How many rows, even when fewer are given. */
  readonly count: number
  /** The oldest of them; null when there is none. */
  readonly since: Date | null
  /** For the export: readable names in French, values as text, numbers, booleans or lists. No id that another authority knows. */
  readonly rows: readonly Record<string, unknown>[]
}

/** What an erasure did, for one authority. */
export interface ErasedPart {
  readonly authorityId: number | null
  readonly erased: number
  readonly kept: number
  /** Why something is kept, and until when, in a French sentence; null when nothing is kept. */
  readonly because: string | null
}

/** One kind of personal data. */
export interface Holding {
  /** `requests.request`: unique in the program. */
  readonly id: string
  /** The entry of the register of processing (art. 30). */
  readonly processing: string
  /** What it is, in French, for the person: « Vos demandes ». */
  readonly title: string
  /** The tables and views (`schema.table`) it answers for: a test proves that every table about people is answered for. */
  readonly tables: readonly string[]
  /** The rule of retention that ends what an erasure keeps. */
  readonly until?: string
  /** What is held about the person. Act as the system. */
  held(tx: Read, personId: number): Promise<readonly HeldPart[]>
  /** Erases what may be and says what is kept; twice is as once. Also run in a transaction that is rolled back, to
   * tell the person before. Act as the system. */
  erase(tx: Write, personId: number): Promise<readonly ErasedPart[]>
}

/** All of it went. */
export const wholly = (authorityId: number | null, erased: number): readonly ErasedPart[] =>
  erased === 0 ? [] : [{ authorityId, erased, kept: 0, because: null }]

/** A value as the person may have it: the numbers under which we store their files lead nowhere for them. */
export function withoutFileIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFileIds)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'fileId')
      .map(([key, item]) => [key, withoutFileIds(item)]),
  )
}
