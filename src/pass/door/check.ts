// A door asks the server: whose code it is, what opens here now, and it is taken at once. Asked twice for one line of its chain, it is told
// the same. As the system.
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { endOfDay, territory, todayThere } from '#territory'
import { ANY_CLASS, productName } from '../issue/names.ts'
import { spend } from '../ledger/move.ts'
import { type Entitlement, openAt } from '../record/entitlements.ts'
import type { Refusal } from '../token/words.ts'
import type { Device } from './device.ts'
import {
  insertRedemption,
  placesOfProducts,
  priceOf,
  type Redemption,
  redemptionOf,
  remainingOf,
  settleRedemption,
} from './queries.ts'
import { type Shower, type Unknown, whoseCode } from './whose.ts'

export interface Asked {
  /** The line of its chain that the door will write. */
  seq: number
  text: string
  challenge: string | null
  /** Of a credit: how much is taken; null: the price of its class. */
  cents: number | null
}

/** Never a name: what it opens, in which class, what is left. */
export interface Told {
  result: 'ok' | Refusal
  product: string | null
  class: string | null
  left: number | null
  cents: number | null
  /** Seconds ago that it was taken before. */
  before: number | null
  /** Of a paper: until when this door may take it alone, in seconds; null: it asks each time. */
  paperUntil: number | null
}

const NOTHING = { product: null, class: null, left: null, cents: null, before: null, paperUntil: null }

/** Lines that a door may have written before the server hears of them. */
const MOST_AHEAD = 100_000

/**
 * The line of a chain that is to be written, when nothing was decided of it. @returns what it was told of it before
 * @throws Conflict for a line that its chain cannot have
 */
export async function heardBefore(tx: Read, device: Device, seq: number): Promise<Told | null> {
  const told = await redemptionOf(tx, device.id, seq)
  if (told !== undefined) return again(tx, told)
  if (seq <= device.lastSeq || seq > device.lastSeq + MOST_AHEAD)
    throw new Conflict('Cette ligne du journal de la porte est déjà reçue, ou trop loin.')
  return null
}

/** @throws Conflict for a line that its chain cannot have */
export async function checkCode(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  device: Device,
  asked: Asked,
): Promise<Told> {
  const told = await heardBefore(tx, device, asked.seq)
  if (told !== null) return told
  const whose = await whoseCode(tools, tx, { device, text: asked.text, challenge: asked.challenge })
  return decideFor(tx, device, asked, whose)
}

type Line = Pick<Asked, 'seq' | 'cents'>

/** What opens to whoever that is, and it is taken; or why not. */
export const decideFor = (tx: Write, device: Device, line: Line, whose: Shower | Unknown): Promise<Told> =>
  'why' in whose ? refuse(tx, device, line, whose) : open(tx, device, line, whose)

async function again(tx: Read, { result, productId, entitlementId, class: held }: Redemption): Promise<Told> {
  return {
    ...NOTHING,
    result: result as Told['result'],
    product: productId === null ? null : productName(productId),
    class: held === '' ? ANY_CLASS : held,
    left: entitlementId === null ? null : await remainingOf(tx, entitlementId),
  }
}

async function refuse(
  tx: Write,
  device: Device,
  { seq }: Line,
  { why, shown, before }: { why: Refusal; shown: Buffer | null; before: Date | null },
): Promise<Told> {
  await insertRedemption(tx, { device, seq, at: tx.now, isOnline: true, result: why, shown })
  const ago = before === null ? null : Math.round((tx.now.getTime() - before.getTime()) / 1000)
  return { ...NOTHING, result: why, before: ago }
}

/** The first right that opens here, and something is left of. */
async function open(
  tx: Write,
  device: Device,
  asked: Line,
  { passId, shown, paperUntil, only }: Shower,
): Promise<Told> {
  const { partnerId, sector, placeId } = device
  const all = await openAt(tx, { passId, partnerId, sector, day: await todayThere(tx) })
  const held = only === undefined ? all : all.filter(({ id }) => id === only)
  const places = await placesOfProducts(
    tx,
    held.map(({ productId }) => productId),
  )
  const here = held.filter(({ productId }) => places.get(productId)?.includes(placeId) ?? true)
  let why: Refusal = held.length === 0 ? 'product' : 'zone'
  for (const one of here) {
    const used = await take(tx, device, asked, { one, shown })
    if (typeof used !== 'string')
      return {
        ...used,
        paperUntil: paperUntil !== null && (await lastsUntil(tx, one, paperUntil)) ? paperUntil : null,
      }
    why = used
  }
  return refuse(tx, device, asked, { why, shown, before: null })
}

/** A right that ends before is asked about each time: its last day is told to nobody. */
async function lastsUntil(tx: Write, { until }: Entitlement, time: number): Promise<boolean> {
  const { zone } = await territory(tx)
  return endOfDay(until, zone).getTime() >= time * 1000
}

async function take(
  tx: Write,
  device: Device,
  { seq, cents }: Line,
  { one, shown }: { one: Entitlement; shown: Buffer },
): Promise<Told | Refusal> {
  const { id: entitlementId, productId } = one
  const taken = one.kind === 'credit' ? (cents ?? (await priceOf(tx, productId, one.class))) : null
  // A price of nothing, or none, is no use of a credit.
  if (one.kind === 'credit' && !taken) return 'product'
  const line = { device, seq, at: tx.now, isOnline: true, result: 'ok', shown, productId, entitlementId }
  const redemptionId = await insertRedemption(tx, { ...line, class: one.class })
  if (redemptionId === undefined) throw new Conflict('Cette ligne du journal de la porte est déjà reçue.')
  const used = await spend(tx, {
    ...{ entitlementId, redemptionId, isOnline: true },
    ...(taken === null ? {} : { cents: taken }),
  })
  if (used.is !== 'used') {
    const why = one.kind === 'weekly' ? 'quota' : 'used'
    await settleRedemption(tx, redemptionId, { result: why, entitlementId: null })
    return why
  }
  return {
    ...NOTHING,
    result: 'ok',
    product: productName(productId),
    class: one.class === '' ? ANY_CLASS : one.class,
    ...{ left: used.left, cents: taken },
  }
}
