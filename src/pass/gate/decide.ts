// What a door decides without anybody: from a text, from what it holds, and from nothing else. The same in a browser and on the server.
// Whoever calls it keeps the state that it gives back before the next code is read.
import { toText } from '../token/bytes.ts'
import { readOnline } from '../token/online.ts'
import { type Presented, readPresented } from '../token/present.ts'
import type { Refusal } from '../token/words.ts'
import { disbelief, SKEW } from './believe.ts'
import { cardName, readerText, readReading } from './card.ts'
import { type Holding, type Opened, openedBy } from './rights.ts'
import { type Known, onShelf, type State, withSeen, withUse } from './state.ts'

/** Past such a difference with the server, a clock is wrong and its door decides nothing. */
const MOST_DRIFT = 300
/** Keys, products and lists older than a day decide nothing. */
const MOST_AGE = 86_400
/** A paper is shown again at each visit, not at once to the next in the queue. */
const PAPER_PAUSE = 600

export interface Accepted {
  ok: true
  product: string
  class: string
  /** Entries, or cents of a credit; null when nothing is counted. */
  left: number | null
  /** What was taken of a credit. */
  cents: number | null
  /** Of the copy that was shown. */
  id: string
  /** Under which its use is kept here, to take it back; null when it is not. Never told, never in the journal: it holds the value. */
  key: string | null
}

export interface Refused {
  ok: false
  why: Refusal
  /** Null when nothing believable was read. */
  id: string | null
  /** When it was taken before, in seconds. */
  before: number | null
}

export type Decision = Accepted | Refused

const refused = (why: Refusal, id: string | null = null, before: number | null = null): Refused => ({
  ok: false,
  why,
  id,
  before,
})

/** May this door decide by itself at all? */
function unfit(known: Known, now: number): Refusal | null {
  const { signed, heard } = known.clock
  if (Math.abs(heard - signed) > MOST_DRIFT || now < heard - MOST_DRIFT) return 'clock'
  const time = now - (heard - signed)
  const oldest = Math.min(known.fetchedAt, known.list?.issuedAt ?? 0)
  if (time >= oldest + MOST_AGE) return 'lists'
  return known.list !== null && time < known.list.expiresAt + SKEW ? null : 'lists'
}

/** What was shown, once it is believed. */
interface Copy {
  id: string
  /** Until when it is not taken again. */
  until: number
  holding: Holding
  isPaper: boolean
}

function taken(state: State, { id, until }: Copy, { key, amount }: Opened, at: number): State {
  const seen = withSeen(state, id, { at, until })
  return key === null ? seen : withUse(seen, key, { at, amount })
}

const copyOf = ({ token, shown }: Presented, time: number): Copy => ({
  id: toText(token.claims.id),
  until: shown === null ? time + PAPER_PAUSE : token.claims.expiresAt + SKEW,
  holding: {
    value: toText(token.claims.value),
    rights: token.claims.rights,
    issuedAt: token.claims.issuedAt,
  },
  isPaper: shown === null,
})

/** A card that is in the list opens what the list says of it; one that is not may be new. @param text what its reader wrote */
async function cardCopy(text: string, { cards, fetchedAt }: Known, time: number): Promise<Copy | Refusal> {
  const reading = readReading(text)
  if (reading === null) return 'unread'
  const id = await cardName(reading)
  const card = cards !== undefined && Object.hasOwn(cards, id) ? cards[id] : undefined
  if (card === undefined) return 'card'
  const rights = card.rights.map(([product, held, left, until]) => ({ product, class: held, left, until }))
  const holding = { value: card.value, rights, issuedAt: fetchedAt }
  return { id, until: time + PAPER_PAUSE, holding, isPaper: false }
}

/**
 * @param now in seconds, by the clock of the door
 * @param challenge what the door shows to be signed; null when it shows nothing
 * @returns what to show, and the state to keep: the same one when it is refused
 */
export async function decide(
  text: string,
  state: State,
  now: number,
  challenge: string | null = null,
): Promise<{ decision: Decision; state: State }> {
  const { known } = state
  const no = (...why: Parameters<typeof refused>) => ({ decision: refused(...why), state })
  const ill = unfit(known, now)
  if (ill !== null) return no(ill)
  const time = now - (known.clock.heard - known.clock.signed)
  const card = readerText(text)
  if (card !== null) {
    const copy = await cardCopy(card, known, time)
    return typeof copy === 'string' ? no(copy) : opening(copy, state, time)
  }
  const presented = readPresented(text)
  if (presented === null) return no(readOnline(text) === null ? 'unread' : 'online')
  const wrong = await disbelief(presented, { ...known, time, challenge })
  return wrong === null
    ? opening(copyOf(presented, time), state, time)
    : no(wrong, toText(presented.token.claims.id))
}

function opening(copy: Copy, state: State, time: number): { decision: Decision; state: State } {
  const { id, isPaper } = copy
  const before = onShelf(state.kept.seen, id)
  if (before !== undefined && before.until > time) return { decision: refused('shown', id, before.at), state }
  const opened = openedBy({ holding: copy.holding, id, state, now: time, isPaper })
  if (typeof opened === 'string') return { decision: refused(opened, id), state }
  const { product, left, class: held, key } = opened
  const cents = product.counted === 'credit' ? opened.amount : null
  const decision = { ok: true, product: product.id, class: held, left, cents, id, key } as const
  return { decision, state: taken(state, copy, opened, time) }
}
