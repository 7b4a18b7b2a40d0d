// What an effect does, when the act of a request that causes it is taken. One file an effect beside this one, one line in index.ts;
// another module lists its own in its `effects`.
import type { EffectKind } from '#platform/house/effect.ts'
import type { FieldProblem } from '#platform/errors.ts'
import type { MovedPayload } from '../../record/events.ts'
import type { RequestChange, RequestRow } from '../../record/queries.ts'
import type { Acting } from '../acting.ts'

/** Keys of requests, and of another module, under its name: `tides.lowWater`. */
export type EffectPayload = Partial<MovedPayload> &
  Readonly<Record<`${string}.${string}`, number | string | boolean | null>>

export interface RequestEffect extends EffectKind {
  /** What it causes, said to whoever is about to act; null when that changes nothing for this request. */
  foretold?(request: RequestRow): string | null
  /** What is wrong with what was given for it. */
  refuse?(acting: Acting): readonly FieldProblem[] | Promise<readonly FieldProblem[]>
  /** Does the request stand already as it would leave it? An act all of whose effects do changes nothing, and tells nobody. */
  stands?(acting: Acting): boolean
  /** It only tells of what the others do. */
  echoes?: true
  /** Others that it causes, for what was given. */
  also?(acting: Acting): readonly RequestEffect[]
  /** Does it. @returns the columns of the request that it changes, over those of the effects before it */
  change?(acting: Acting): RequestChange | Promise<RequestChange>
  /** What the event keeps of it: ids and days, never texts. */
  payload?(acting: Acting): EffectPayload
}

/** Says an effect with its type. */
export const effectKind = (declared: RequestEffect): RequestEffect => declared
