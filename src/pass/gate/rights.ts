// Whether a right opens this door now, by what is known here alone, and what would be left of it.
import type { Right } from '../token/claims.ts'
import type { Refusal } from '../token/words.ts'
import { dayAt, mondayOf } from './days.ts'
import { onShelf, type Product, type State, type Use } from './state.ts'

export interface Opened {
  product: Product
  class: string
  /** What remains after this use, in entries or in cents; null when nothing is counted. */
  left: number | null
  /** Under which name its uses are kept; null when they are not. */
  key: string | null
  amount: number
}

const total = (uses: readonly Use[]): number => uses.reduce((sum, { amount }) => sum + amount, 0)

const isClosed = (product: Product, day: string): boolean =>
  day < product.since ||
  (product.until !== null && day > product.until) ||
  product.closed.some(({ from, to }) => from <= day && day <= to)

/** What this door may still take of that right, and why not when it may not. */
function leftOf(right: Right, product: Product, uses: readonly Use[], ask: Ask): number | Refusal {
  const { holding, state, now } = ask
  const { zone } = state.known
  // What was used here since the token was issued, which did not know of it yet.
  const since = total(uses.filter(({ at }) => at >= holding.issuedAt))
  const told = right.left === null ? null : right.left - since
  if (product.counted !== 'weekly') return told ?? 'slice'
  const week = mondayOf(dayAt(now, zone))
  const used = total(uses.filter(({ at }) => mondayOf(dayAt(at, zone)) === week))
  const here = (product.weekly ?? 0) - used
  return here > 0 ? Math.min(here, told ?? here) : 'quota'
}

function counted(right: Right, product: Product, ask: Ask): Opened | Refusal {
  const key = `${ask.holding.value}/${product.id}`
  const uses = onShelf(ask.state.kept.uses, key) ?? []
  const price = Object.hasOwn(product.cents, right.class) ? product.cents[right.class] : undefined
  const amount = product.counted === 'credit' ? price : 1
  if (amount === undefined) return 'slice'
  if (right.left !== null && right.left < amount) return 'used'
  const day = dayAt(ask.now, ask.state.known.zone)
  const today = total(uses.filter(({ at }) => dayAt(at, ask.state.known.zone) === day))
  if (typeof product.daily === 'number' && today + amount > product.daily) return 'limit'
  const left = leftOf(right, product, uses, ask)
  if (typeof left === 'string') return left
  const alone = total(uses.filter(({ at }) => at > ask.state.kept.sentAt))
  if (left < amount || alone + amount > product.alone) return 'slice'
  return { product, class: right.class, left: left - amount, key, amount }
}

/** A paper says for months what was left on its first day: what is counted down is not for it, nor what the server never saw. */
function isForPaper(product: Product, { id, state, now }: Ask): boolean {
  const known = onShelf(state.kept.checked, id) ?? 0
  return product.onPaper && known > now && product.counted !== 'entries' && product.counted !== 'credit'
}

/** What somebody has here, as a token says it, or the list of cards. */
export interface Holding {
  /** In base64url. */
  value: string
  rights: readonly Right[]
  /** Since when uses here are not counted in it. */
  issuedAt: number
}

interface Ask {
  holding: Holding
  /** Of the copy that was shown. */
  id: string
  state: State
  /** In seconds, as the server would say it. */
  now: number
  isPaper: boolean
}

function judge(right: Right, ask: Ask): Opened | Refusal {
  const { known } = ask.state
  const product = known.products.find(({ id }) => id === right.product)
  if (product === undefined) return 'product'
  if (product.places.length > 0 && !product.places.includes(known.place)) return 'zone'
  if (isClosed(product, dayAt(ask.now, known.zone))) return 'day'
  if (right.until !== null && right.until <= ask.now) return 'day'
  if (ask.isPaper && !isForPaper(product, ask)) return 'paper'
  if (product.counted === 'nothing') return { product, class: right.class, left: null, key: null, amount: 0 }
  return counted(right, product, ask)
}

/** The first right that opens; or why the first that is for this door does not. */
export function openedBy(ask: Ask): Opened | Refusal {
  const judged = ask.holding.rights.map((right) => judge(right, ask))
  return judged.find((one) => typeof one !== 'string') ?? judged.find((one) => one !== 'product') ?? 'product'
}
