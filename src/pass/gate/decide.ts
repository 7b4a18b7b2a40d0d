// What a door decides without anybody: from a text, from what it holds, and from nothing else. The same in a browser and on the server.
// Whoever calls it keeps the state that it gives back before the next code is read.
import { toText } from '../token/bytes.ts'
import { readOnline } from '../token/online.ts'
import { type Presented, readPresented } from '../token/present.ts'
import type { Refusal } from '../token/words.ts'
import { disbelief, SKEW } from './believe.ts'
import { type Opened, openedBy } from './rights.ts'
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

function taken(state: State, { token, shown }: Presented, { key, amount }: Opened, at: number): State {
  const until = shown === null ? at + PAPER_PAUSE : token.claims.expiresAt + SKEW
  const seen = withSeen(state, toText(token.claims.id), { at, until })
  return key === null ? seen : withUse(seen, key, { at, amount })
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
  const { known, kept } = state
  const no = (...why: Parameters<typeof refused>) => ({ decision: refused(...why), state })
  const ill = unfit(known, now)
  if (ill !== null) return no(ill)
  const presented = readPresented(text)
  if (presented === null) return no(readOnline(text) === null ? 'unread' : 'online')
  const time = now - (known.clock.heard - known.clock.signed)
  const { shown, token } = presented
  const id = toText(token.claims.id)
  const wrong = await disbelief(presented, { ...known, time, challenge })
  if (wrong !== null) return no(wrong, id)
  const before = onShelf(kept.seen, id)
  if (before !== undefined && before.until > time) return no('shown', id, before.at)
  const opened = openedBy({ claims: token.claims, state, now: time, isPaper: shown === null })
  if (typeof opened === 'string') return no(opened, id)
  const { product, left } = opened
  const cents = product.counted === 'credit' ? opened.amount : null
  const decision = {
    ok: true,
    product: product.id,
    class: opened.class,
    left,
    cents,
    id,
    key: opened.key,
  } as const
  return { decision, state: taken(state, presented, opened, time) }
}
