// What a door holds to decide by itself: what it fetched, and what it did since. Plain data, which JSON and IndexedDB keep; bounded.
import type { Audience } from '../token/claims.ts'
import type { IssuerKey } from '../token/issuers.ts'
import type { StatusList } from '../status/list.ts'

/** What a door may open, as the server tells it. Days are `2026-12-02`, both ends included. */
export interface Product {
  id: string
  /** Nothing counted; entries left; cents left; times a week. */
  counted: 'nothing' | 'entries' | 'credit' | 'weekly'
  /** Times a week, of what is counted so. */
  weekly: number | null
  /** What one use takes of a credit, by class. */
  cents: Readonly<Record<string, number>>
  /** Its slice: entries or cents of one holder that this door may accept between two of its sendings. */
  alone: number
  /** Worth little enough for a paper, which can be copied. */
  onPaper: boolean
  since: string
  until: string | null
  closed: readonly { from: string; to: string }[]
  /** Places where it opens; none: all those of the partner. */
  places: readonly string[]
}

/** Fetched, and replaced as a whole. All times in seconds. */
export interface Known {
  audience: Audience
  place: string
  /** The name of the door itself: what is signed for it alone bears it. */
  device: string
  zone: string
  keys: readonly IssuerKey[]
  products: readonly Product[]
  /** When keys and products were fetched, by the clock of the server. */
  fetchedAt: number
  list: StatusList | null
  /** The last time that the server signed (clock.ts), and what the clock of the door said then. */
  clock: { signed: number; heard: number }
}

export interface Use {
  at: number
  /** One entry, or so many cents. */
  amount: number
}

/** Done here. By values of the sector, which say nothing elsewhere, and no longer than a count needs them. */
export interface Kept {
  /** Ids of copies that were taken: when, and until when they would be good again. */
  seen: Readonly<Record<string, { at: number; until: number }>>
  /** By value and product. */
  uses: Readonly<Record<string, readonly Use[]>>
  /** Ids of papers that the server has seen once, until when. */
  checked: Readonly<Record<string, number>>
  /** Until when all that was done is at the server: slices begin again. */
  sentAt: number
}

export interface State {
  known: Known
  kept: Kept
}

export const NOTHING_KEPT: Kept = { seen: {}, uses: {}, checked: {}, sentAt: 0 }

const MOST = 20_000
const DAY = 86_400

function newest<T>(all: readonly (readonly [string, T])[], age: (item: T) => number): Record<string, T> {
  const kept = all.length <= MOST ? all : all.toSorted(([, a], [, b]) => age(b) - age(a)).slice(0, MOST)
  return Object.fromEntries(kept)
}

const lastOf = (uses: readonly Use[]): number => uses.at(-1)?.at ?? 0

/** Forgets what no count needs: two days for what is counted by entry, eight for a week. @param now in seconds */
export function tidied({ known, kept }: State, now: number): Kept {
  const weekly = new Set(known.products.filter((one) => one.counted === 'weekly').map(({ id }) => id))
  const uses = Object.entries(kept.uses).flatMap(([key, all]) => {
    const from = now - (weekly.has(key.slice(key.indexOf('/') + 1)) ? 8 : 2) * DAY
    const left = all.filter(({ at }) => at > from)
    return left.length === 0 ? [] : [[key, left] as const]
  })
  return {
    ...kept,
    seen: newest(
      Object.entries(kept.seen).filter(([, { until }]) => until > now),
      ({ at }) => at,
    ),
    uses: newest(uses, lastOf),
    checked: newest(
      Object.entries(kept.checked).filter(([, until]) => until > now),
      (until) => until,
    ),
  }
}

/** A paper that the server knows for good: this door takes it alone from now on. @param until in seconds, the end of its token */
export function withChecked(state: State, id: string, until: number): State {
  return { ...state, kept: { ...state.kept, checked: { ...state.kept.checked, [id]: until } } }
}

/** All that was done until then is at the server. */
export function withSent(state: State, at: number): State {
  return { ...state, kept: { ...state.kept, sentAt: Math.max(at, state.kept.sentAt) } }
}
