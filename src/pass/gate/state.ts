// What a door holds to decide by itself: what it fetched, and what it did since. Plain data, which JSON and IndexedDB keep; bounded.
import type { Audience } from '../token/claims.ts'
import type { KnownCards } from './card.ts'
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
  /** Of a credit: cents that it takes of one holder in a day, at most; absent or null: no bound. */
  daily?: number | null
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
  /** Cards that open something here; absent where no reader of chips is, or nothing was fetched yet. */
  cards?: KnownCards
  /** The last time that the server signed (clock.ts), and what the clock of the door said then. */
  clock: { signed: number; heard: number }
}

export interface Use {
  at: number
  /** One entry, or so many cents. */
  amount: number
}

/** By key, on the shelf of its first character: what is put on one copies that one alone, however much a door has done. */
export type Shelves<T> = Readonly<Record<string, Readonly<Record<string, T>>>>

/** When a copy was taken, and until when it would be good again. */
export interface Seen {
  at: number
  until: number
}

/** Done here. By values of the sector, which say nothing elsewhere, and no longer than a count needs them. */
export interface Kept {
  /** By id of the copy. */
  seen: Shelves<Seen>
  /** By value and product. */
  uses: Shelves<readonly Use[]>
  /** Ids of papers that the server has seen once, until when. */
  checked: Shelves<number>
  /** Until when all that was done is at the server: slices begin again. */
  sentAt: number
}

export interface State {
  known: Known
  kept: Kept
}

export const NOTHING_KEPT: Kept = { seen: {}, uses: {}, checked: {}, sentAt: 0 }

/** On each of the 64 shelves: some 25,000 in all. */
const MOST = 400
const DAY = 86_400

/** What is kept of an item now, null for nothing; and of two, which goes first when there is no room: the lesser. */
interface Keeping<T> {
  left: (item: T, key: string) => T | null
  rank: (item: T) => number
}

export const onShelf = <T>(shelves: Shelves<T>, key: string): T | undefined => shelves[key.charAt(0)]?.[key]

function tidy<T>(shelf: Readonly<Record<string, T>>, { left, rank }: Keeping<T>): Record<string, T> {
  const kept = Object.entries(shelf).flatMap(([key, item]) => {
    const still = left(item, key)
    return still === null ? [] : [[key, still] as const]
  })
  if (kept.length <= MOST) return Object.fromEntries(kept)
  return Object.fromEntries(kept.toSorted(([, one], [, other]) => rank(other) - rank(one)).slice(0, MOST))
}

function put<T>(shelves: Shelves<T>, key: string, item: T, keeping: Keeping<T>): Shelves<T> {
  const shelf = key.charAt(0)
  return { ...shelves, [shelf]: tidy({ ...shelves[shelf], [key]: item }, keeping) }
}

const seenAt = (now: number): Keeping<Seen> => ({
  left: (item) => (item.until > now ? item : null),
  rank: ({ at }) => at,
})

const checkedAt = (now: number): Keeping<number> => ({
  left: (until) => (until > now ? until : null),
  rank: (until) => until,
})

/** Two days of what is counted by entry, eight of what is counted by the week. */
function usesAt({ products }: Known, now: number): Keeping<readonly Use[]> {
  const weekly = new Set(products.filter(({ counted }) => counted === 'weekly').map(({ id }) => id))
  return {
    left: (uses, key) => {
      const from = now - (weekly.has(key.slice(key.indexOf('/') + 1)) ? 8 : 2) * DAY
      const still = uses.filter(({ at }) => at > from)
      return still.length === 0 ? null : still
    },
    rank: (uses) => uses.at(-1)?.at ?? 0,
  }
}

export function withSeen(state: State, id: string, seen: Seen): State {
  return { ...state, kept: { ...state.kept, seen: put(state.kept.seen, id, seen, seenAt(seen.at)) } }
}

/** @param key the value and the product */
export function withUse({ known, kept }: State, key: string, use: Use): State {
  const uses = [...(onShelf(kept.uses, key) ?? []), use]
  return { known, kept: { ...kept, uses: put(kept.uses, key, uses, usesAt(known, use.at)) } }
}

/** « Annuler ce passage »: the last use of that key is no use. The copy that was shown stays taken. */
export function withoutUse({ known, kept }: State, key: string, now: number): State {
  const uses = (onShelf(kept.uses, key) ?? []).slice(0, -1)
  return { known, kept: { ...kept, uses: put(kept.uses, key, uses, usesAt(known, now)) } }
}

/** A paper that the server has just seen: this door takes it alone. @param until in seconds, when the server is to be asked again */
export function withChecked(state: State, id: string, { now, until }: { now: number; until: number }): State {
  return { ...state, kept: { ...state.kept, checked: put(state.kept.checked, id, until, checkedAt(now)) } }
}

/** All that was done until then is at the server, and what no count needs any more is forgotten here. @param at in seconds */
export function withSent({ known, kept }: State, at: number): State {
  const all = <T>(shelves: Shelves<T>, keeping: Keeping<T>): Shelves<T> =>
    Object.fromEntries(Object.entries(shelves).map(([name, shelf]) => [name, tidy(shelf, keeping)]))
  return {
    known,
    kept: {
      seen: all(kept.seen, seenAt(at)),
      uses: all(kept.uses, usesAt(known, at)),
      checked: all(kept.checked, checkedAt(at)),
      sentAt: Math.max(at, kept.sentAt),
    },
  }
}
