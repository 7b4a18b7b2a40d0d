// What programs of others are told of: events of the house, as modules tell them, in no word about anybody.
import type { Read } from '../db/db.ts'

/** One fact, as it leaves. */
export interface ToldFact {
  readonly ownerId: number
  /** What it is about: facts of one leave in their order. `decompte/2026-10` */
  readonly subject: string
  /** Ids and facts, never a personal value. */
  readonly data: Readonly<Record<string, unknown>>
}

export interface ToldEvent {
  /** `pass.settlement.made` */
  readonly name: string
  /** Kind of its owners: `passpartner`. */
  readonly owner: string
  /** In French, for whoever chooses it. */
  readonly title: string
  /** The event of the house that it tells. */
  readonly on: string
  /** As the system; null: nothing to tell. */
  readonly tell: (
    tx: Read,
    event: { readonly subjectId: number; readonly payload: Readonly<Record<string, unknown>> },
  ) => Promise<ToldFact | null>
}
