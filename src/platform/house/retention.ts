// What is forgotten with time, told by whoever holds it. Durations are in the register of processing alone: a rule is given the
// instant they lead to.
import type { Write } from '../db/db.ts'
import type { Writer } from '../mail/writer.ts'
import type { Holding } from './personal.ts'

/** What the modules hold about people, and what they forget. */
export interface Held {
  /** In the order in which a person reads it. */
  readonly personal: readonly Holding[]
  /** In the order of an erasure: modules from the last to the first, each in its own order. */
  readonly erasing: readonly Holding[]
  readonly retention: readonly RetentionRule[]
}

/** What a rule is given. */
export interface Sweeping {
  /** What is older than that instant is concerned. */
  readonly before: Date
  /** How many at once. */
  readonly most: number
  /** Entry of the register under which it is done. */
  readonly entry: string
  /** Where the duration that the same entry gives another rule leads to; null when it gives none. */
  limitOf(rule: string): Date | null
  readonly writer: Writer
  /** The demonstration shows its mails for ever. */
  readonly isDemo: boolean
  readonly held: Held
}

/** One kind of thing that is forgotten. */
export interface RetentionRule {
  /** `draft.delete`: what an entry of the register names; unique in the program. */
  readonly id: string
  /** What goes, in French: « Brouillons ». */
  readonly label: string
  /** It applies to what the entry covers (its services, its sites): several entries may name it. */
  readonly perEntry?: true
  /** Treats one batch, as the system. @returns how many; fewer than `most`: nothing is left */
  readonly sweep: (tx: Write, sweeping: Sweeping) => Promise<number>
}

/** A rule that deletes what is old, and nothing else. */
export const simple = (
  id: string,
  label: string,
  forget: (tx: Write, before: Date, most: number) => Promise<number>,
): RetentionRule => ({ id, label, sweep: (tx, { before, most }) => forget(tx, before, most) })

/** What the rule forgets, in words; its name when no module brings it. */
export const ruleLabel = (rules: readonly RetentionRule[], rule: string): string =>
  rules.find(({ id }) => id === rule)?.label ?? rule
