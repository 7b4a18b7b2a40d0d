// What a replay found, as somebody may read it: requests by their own right alone; how many, from five on, or where they may read them all. Pure.
import { LEAST } from '#platform/told/few.ts'
import { type What, WHATS } from './judge.ts'
import type { Found, Tally } from './tally.ts'

export interface ToldFound {
  at: string
  /** null: of too few to be told. */
  sentence: string | null
  /** null: fewer than five, and not all theirs to read. */
  count: number | null
  /** Requests that they may read. */
  refs: readonly string[]
}

export interface ToldWhat {
  what: What
  /** isAbout: at least so many; exactly, it would tell one of those that are too few. */
  count: number | null
  isAbout: boolean
  found: readonly ToldFound[]
}

const MOST_REFS = 5

export function toldOf({ counts, found }: Tally, readable: ReadonlyMap<number, string>): ToldWhat[] {
  return WHATS.filter((what) => counts[what] > 0).map((what) => {
    const own = found.filter((one) => one.what === what)
    const told = gathered(own.map((one) => toldFound(one, readable)))
    const ids = new Set(own.flatMap((one) => one.ids))
    const isWhole = ids.size === counts[what] && [...ids].every((id) => readable.has(id))
    if (isWhole) return { what, count: counts[what], isAbout: false, found: told }
    if (counts[what] < LEAST) return { what, count: null, isAbout: false, found: told }
    const isAbout = told.some(({ count }) => count === null)
    return { what, count: counts[what] - (isAbout ? counts[what] % LEAST : 0), isAbout, found: told }
  })
}

function toldFound({ at, sentence, count, ids }: Found, readable: ReadonlyMap<number, string>): ToldFound {
  const isWhole = ids.length === count && ids.every((id) => readable.has(id))
  const isTold = count >= LEAST || isWhole
  const refs = ids.flatMap((id) => readable.get(id) ?? []).slice(0, MOST_REFS)
  return { at, sentence: isTold ? sentence : null, count: isTold ? count : null, refs }
}

/** Those of one question that are too few are told once. */
function gathered(told: readonly ToldFound[]): ToldFound[] {
  const few = Map.groupBy(
    told.filter(({ count }) => count === null),
    ({ at }) => at,
  )
  const once = [...few].map(([at, all]) => ({
    ...{ at, sentence: null, count: null },
    refs: [...new Set(all.flatMap(({ refs }) => refs))].slice(0, MOST_REFS),
  }))
  return [
    ...told.filter(({ count }) => count !== null).toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0)),
    ...once,
  ]
}
