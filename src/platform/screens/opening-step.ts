// What a town hall sees to before its counter opens, told by whoever holds it; src/joining lists them all, with what stands there.
import type { Read } from '../db/db.ts'

/** What stands there today. */
export interface OpeningState {
  /** Nothing is missing. */
  readonly isReady: boolean
  /** In a sentence: « Deux personnes administrent. » */
  readonly said: string
}

export interface OpeningStep {
  /** `people.administrators`: the module’s name first. */
  readonly id: string
  /** From the first to the last, in tens. */
  readonly order: number
  readonly title: string
  /** Why it is looked at, in a sentence, for somebody who administers for the first time. */
  readonly help: string
  /** Its screen, for the authority of that slug. */
  readonly href: (slug: string) => string
  /** Nobody would answer without it: the counter does not open before. */
  readonly isRequired?: boolean
  /** For whoever administers that authority. */
  readonly state: (tx: Read, authorityId: number) => Promise<OpeningState>
}
