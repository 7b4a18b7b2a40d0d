// What a limit on tries is: each module states its own and brings them (module.ts); throttle.ts applies them.

/** At most `limit` tries in any `windowSeconds`. */
export interface Limit {
  readonly limit: number
  /** Infinity: `limit` failures in a row, whenever they were; only a success (`forgive`) starts again. */
  readonly windowSeconds: number
  /** From `limit` failures in a row on, each makes wait 1 s × 1.8ⁿ, an hour at most. */
  readonly grows?: boolean
  /** Said instead of when to come back. */
  readonly sentence?: string
}

/** By name, each name once in the whole program. */
export type Limits = Readonly<Record<string, Limit>>

export const MINUTE = 60
export const HOUR = 3600
