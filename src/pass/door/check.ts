// A door asks the server: whose code it is, what opens here now, and it is taken at once. Asked twice for one line of its chain, it is told
// the same. As the system.
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { endOfDay, territory } from '#territory'
import { ANY_CLASS, productName } from '../issue/names.ts'
import type { Refusal } from '../token/words.ts'
import type { Device } from './device.ts'
import { insertRedemption, type Redemption, redemptionOf, remainingOf, takeAtDoor } from './queries.ts'
import { type Shower, type Unknown, whoseCard, whoseCode } from './whose.ts'

export interface Asked {
  /** The line of its chain that the door will write. */
  seq: number
  /** What is shown, or what a reader says of a chip: one of both. */
  text?: string | undefined
  card?: string | undefined
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
  const { text = '', card, challenge } = asked
  const whose =
    card === undefined
      ? await whoseCode(tools, tx, { device, text, challenge })
      : await whoseCard(tx, device, card)
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

/** The first right that opens here, and something is left of. @throws Conflict for a line that is written already */
async function open(
  tx: Write,
  device: Device,
  line: Line,
  { passId, shown, paperUntil, only }: Shower,
): Promise<Told> {
  const taken = await takeAtDoor(tx, { deviceId: device.id, ...line, passId, shown, only: only ?? null })
  if (taken === undefined) throw new Conflict('Cette ligne du journal de la porte est déjà reçue.')
  const { result, productId, class: held, left, cents, until } = taken
  if (productId === null || until === null) return { ...NOTHING, result }
  return {
    ...{ result, product: productName(productId), class: held === '' ? ANY_CLASS : held, left, cents },
    before: null,
    paperUntil: paperUntil !== null && (await lastsUntil(tx, until, paperUntil)) ? paperUntil : null,
  }
}

/** A right that ends before is asked about each time: its last day is told to nobody. */
async function lastsUntil(tx: Write, until: string, time: number): Promise<boolean> {
  const { zone } = await territory(tx)
  return endOfDay(until, zone).getTime() >= time * 1000
}
