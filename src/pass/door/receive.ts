// What a door did alone comes back: each line of its chain once, in order; what it accepted is proved by what was shown, and counted. What
// went wrong meanwhile (shown at two doors, beyond what was left, lost) is said, never hidden. As the system.
import type { Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import { type Entry, followed, type Head } from '../gate/journal.ts'
import { ANY_CLASS, productOf } from '../issue/names.ts'
import { spend, undo } from '../ledger/move.ts'
import { fromText, toText } from '../token/bytes.ts'
import { readPresented } from '../token/present.ts'
import type { Device } from './device.ts'
import * as rows from './queries.ts'
import { doubted, takenBefore } from './whose.ts'

export interface Line extends Entry {
  /** What was shown, of what was accepted alone. */
  text?: string | undefined
  challenge?: string | null | undefined
  /** Why it was let in all the same. */
  why?: string | undefined
}

export interface Received {
  head: Head
  /** The first line that does not follow; null when all did. */
  broken: number | null
  found: { seq: number; found: string }[]
}

/** So long after, what was accepted alone is told as late. */
const LATE = 86_400_000

/** Twice is as once. */
export async function receiveLines(tx: Write, device: Device, lines: readonly Line[]): Promise<Received> {
  const from: Head = {
    seq: device.lastSeq,
    hash: toText(new Uint8Array(device.lastHash ?? Buffer.alloc(32))),
  }
  const fresh = lines.filter(({ seq }) => seq > from.seq)
  const after = await followed(fresh, from)
  const good = 'broken' in after ? fresh.slice(0, after.broken) : fresh
  const found: Received['found'] = []
  for (const line of good) {
    const said = await takeIn(tx, device, line)
    if (said !== null) found.push({ seq: line.seq, found: said })
  }
  const last = good.at(-1)
  if (last !== undefined)
    await rows.noteHead(tx, device.id, { seq: last.seq, hash: Buffer.from(fromText(last.hash) ?? []) })
  return {
    head: last === undefined ? from : { seq: last.seq, hash: last.hash },
    broken: 'broken' in after ? (fresh[after.broken]?.seq ?? null) : null,
    found,
  }
}

async function takeIn(tx: Write, device: Device, line: Line): Promise<string | null> {
  const hash = Buffer.from(fromText(line.hash) ?? [])
  if ((await rows.redemptionOf(tx, device.id, line.seq)) !== undefined) {
    // Decided here: the chain says that the door knows it.
    await rows.noteHash(tx, device.id, line.seq, hash)
    return null
  }
  const shown = line.cti === null ? null : Buffer.from(fromText(line.cti) ?? [])
  const kept = { device, seq: line.seq, at: new Date(line.at * 1000), isOnline: false, hash }
  if (line.result === 'undone') return takeBack(tx, device, { ...kept, shown })
  if (line.result !== 'ok') {
    await rows.insertRedemption(tx, { ...kept, result: line.result, shown, letIn: line.why ?? null })
    return null
  }
  return accept(tx, device, line, { ...kept, shown })
}

type Kept = Omit<rows.NewRedemption, 'result'>

/** What a door took back at once, as it would have with a network. */
async function takeBack(tx: Write, device: Device, kept: Kept): Promise<null> {
  const redemptionId =
    kept.shown === null ? undefined : await rows.useToUndo(tx, device.id, { shown: kept.shown })
  await rows.insertRedemption(tx, { ...kept, result: 'undone', shown: null })
  if (redemptionId === undefined) return null
  try {
    await undo(tx, { which: { redemptionId }, by: null, isManager: true, reason: 'door' })
  } catch (error) {
    // It was undone already, or is nobody’s: the line stays.
    if (!(error instanceof Conflict)) throw error
  }
  return null
}

interface Proof {
  passId: number | null
  found: string | null
}

/** Whose it was, by what was shown; nobody’s when the door proves nothing. */
async function proved(tx: Write, device: Device, line: Line): Promise<Proof> {
  const presented = line.text === undefined ? null : readPresented(line.text)
  if (presented === null || toText(presented.token.claims.id) !== line.cti)
    return { passId: null, found: 'unproven' }
  const { claims } = presented.token
  const at = new Date(line.at * 1000)
  const why = await doubted(tx, presented, { device, challenge: line.challenge ?? null, at })
  if (why !== null || !claims.rights.some(({ product }) => product === line.product))
    return { passId: null, found: 'unproven' }
  const whose = await rows.passOfAnyValue(tx, { value: Buffer.from(claims.value), device })
  if (whose === undefined) return { passId: null, found: 'dead' }
  const isDead = whose.retiredAt !== null && whose.retiredAt <= at
  const isPaper = presented.shown === null
  const isDouble = !isPaper && (await takenBefore(tx, Buffer.from(claims.id))) !== null
  const isLate = tx.now.getTime() - at.getTime() > LATE
  return {
    passId: whose.passId,
    found: isDouble ? 'double' : isDead ? 'dead' : isLate ? 'late' : null,
  }
}

async function accept(tx: Write, device: Device, line: Line, kept: Kept): Promise<string | null> {
  const { passId, found } = await proved(tx, device, line)
  const productId = line.product === null ? null : productOf(line.product)
  const held = passId === null || productId === null ? undefined : await rows.heldOf(tx, passId, productId)
  const id = await rows.insertRedemption(tx, {
    ...kept,
    ...{ result: 'ok', found, entitlementId: held?.id ?? null },
    productId: held === undefined ? null : productId,
    class: held?.class ?? (line.class === ANY_CLASS ? '' : line.class),
  })
  if (id === undefined || held === undefined) return found
  const cents = line.cents === null ? {} : { cents: line.cents }
  const used = await spend(tx, { entitlementId: held.id, redemptionId: id, isOnline: false, ...cents })
  if (found !== null || used.is !== 'used' || used.over === 0) return found
  await rows.noteFound(tx, id, 'over')
  return 'over'
}
