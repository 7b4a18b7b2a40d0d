// Kinds of audience keys, as modules bring them: what somebody is, by a kind and an id. PostgreSQL finds the ids of whoever acts
// (`audiences.actor_ids`, the second wall); what is said here is the first wall’s, and the words.
import type { Actor } from '../actor.ts'
import type { Named, Read } from '../db/db.ts'

/** Ids of a kind that somebody holds, and as what. */
export interface Held<As extends string = string> {
  readonly as: As
  readonly ids: readonly number[]
}

interface Kind {
  /** As the database knows it: `call audiences.add(kind, …)` in a migration of the module. */
  readonly kind: string
  /** Who holds that key, in French: « Voirie Est ». Absent when nobody is told that somebody reads by it. */
  readonly says?: (tx: Read, id: number) => Promise<string>
  /** What rules of audiences may name of it: `call audiences.offer(kind, …)` in the same migration. */
  readonly named?: Named
}

/** A kind of which the session says what the actor holds: both walls then find it, each by itself. */
export interface ToldKind<As extends string = string> extends Kind {
  readonly holds: (actor: Actor) => readonly Held<As>[]
  /** SQL of the id, when one holds one at most. */
  readonly only?: string
}

/** A kind that only the database knows: it is asked in the statement. */
interface FoundKind extends Kind {
  /** Could this actor hold some? */
  readonly ever: (actor: Actor) => boolean
}

export type KeyKind<As extends string = string> = ToldKind<As> | FoundKind

/** Could this actor hold a key of that kind? */
export const mayHold = (kind: KeyKind, actor: Actor): boolean =>
  'ever' in kind ? kind.ever(actor) : kind.holds(actor).length > 0

/** Ids of that kind that the session gives the actor, each once. */
export const heldIds = (kind: ToldKind, actor: Actor): number[] => [
  ...new Set(kind.holds(actor).flatMap(({ ids }) => ids)),
]
