// What a module has that is new to somebody, for the one mail that gathers it all (src/digest).
import type { Read } from '../db/db.ts'

/** How it is told, as whoever publishes says: at once, in the next digest, at its end. */
export const URGENCIES = ['urgent', 'normal', 'low'] as const
export type Urgency = (typeof URGENCIES)[number]

export interface Novelty {
  /** The same for good, unique in its source. */
  readonly key: string
  /** Its page on this site. */
  readonly path: string
  readonly title: string
  /** Read in the mail when it is for everybody; '' otherwise: a mail passes by many hands. */
  readonly summary: string
  /** Under which it is gathered: « Voirie et déplacements ». */
  readonly subject: string
  /** Who publishes it. */
  readonly author: string
  readonly urgency: Urgency
}

export interface DigestSource {
  readonly id: string
  /** What was announced to whoever reads after `from` and until `to`, the newest first; nothing of what was published without telling. */
  readonly since: (tx: Read, from: Date, to: Date, most: number) => Promise<readonly Novelty[]>
}
