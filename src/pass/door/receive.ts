// What a door did alone comes back: each line of its chain once, in order; what it accepted is proved by what was shown, and counted. What
// went wrong meanwhile (shown at two doors, beyond what was left, lost) is said, never hidden. A door may lie: what it does not prove, what
// was taken before, and what nobody knows any more not to have been, is taken from nobody and owed by nobody. As the system.
import type { Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import { cardName, readerText, readReading } from '../gate/card.ts'
import { type Entry, followed, type Head } from '../gate/journal.ts'
import { issuerKeys } from '../issue/issuer.ts'
import { ANY_CLASS, productOf } from '../issue/names.ts'
import { spend, undo } from '../ledger/move.ts'
import { fromText, toText } from '../token/bytes.ts'
import { ID_BYTES } from '../token/claims.ts'
import { cardOf, placeOf } from '../record/cards.ts'
import type { IssuerKey } from '../token/issuers.ts'
import { readPresented } from '../token/present.ts'
import type { Device } from './device.ts'
import * as rows from './queries.ts'
import { doubted, holdShown, takenAt } from './whose.ts'

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
/** So long after, what was shown is soon forgotten (retention `pass.unlink`): whether a copy was taken before is not known any more. */
const TOO_LATE = 47 * 3_600_000
/** By which a clock may be ahead of ours. */
const SKEW = 300_000

/** Whose journal it is, and which keys are believed. */
interface Receiving {
  device: Device
  keys: readonly IssuerKey[]
}

const numbered = ({ seq, hash }: Line): rows.Numbered => ({ seq, hash: Buffer.from(fromText(hash) ?? []) })

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
  await holdShown(tx, good.flatMap(shownIn))
  // Decided here: the chain says that the door knows it.
  const known = await rows.noteHashes(tx, device.id, good.map(numbered))
  const keys = await issuerKeys(tx)
  for (const line of good.filter(({ seq }) => !known.has(seq))) {
    const said = await takeIn(tx, { device, keys }, line)
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

/** The id of the copy; null for none, and for what is none. */
function copyOf({ cti }: Line): Buffer | null {
  const bytes = cti === null ? null : fromText(cti)
  return bytes?.length === ID_BYTES ? Buffer.from(bytes) : null
}

/** What is held while it is taken in. */
function shownIn(line: Line): Uint8Array[] {
  const claims = line.text === undefined ? undefined : readPresented(line.text)?.token.claims
  const copy = copyOf(line)
  return [...(copy === null ? [] : [copy]), ...(claims === undefined ? [] : [claims.value])]
}

/** When it was; never after we hear of it. */
const timeOf = (tx: Write, { at }: Line): Date => new Date(Math.min(at * 1000, tx.now.getTime()))

async function takeIn(tx: Write, receiving: Receiving, line: Line): Promise<string | null> {
  const { device } = receiving
  const kept = { device, ...numbered(line), at: timeOf(tx, line), isOnline: false, shown: copyOf(line) }
  if (line.result === 'undone') return takeBack(tx, device, kept)
  if (line.result !== 'ok') {
    await rows.insertRedemption(tx, { ...kept, result: line.result, letIn: line.why ?? null })
    return null
  }
  return accept(tx, receiving, line, kept)
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
  held: rows.HeldThen | null
  found: string | null
}

/** Of which product the door says so; 0: of none. */
const wanted = ({ product }: Line): number => (product === null ? null : productOf(product)) ?? 0

const nobody = (found: string): Proof => ({ held: null, found })

/** Whose it was, by what was shown; nobody’s when the door proves nothing, or the copy was taken. */
async function proved(tx: Write, { device, keys }: Receiving, line: Line): Promise<Proof> {
  const card = line.text === undefined ? null : readerText(line.text)
  if (card !== null) return provedCard(tx, device, line, card)
  const presented = line.text === undefined ? null : readPresented(line.text)
  if (presented === null || toText(presented.token.claims.id) !== line.cti) return nobody('unproven')
  const { claims } = presented.token
  const at = new Date(line.at * 1000)
  const why = await doubted(keys, presented, { device, challenge: line.challenge ?? null, at })
  const ago = tx.now.getTime() - at.getTime()
  if (why !== null || ago < -SKEW || !claims.rights.some(({ product }) => product === line.product))
    return nobody('unproven')
  if (ago > TOO_LATE) return nobody('late')
  const { isTaken, passId, retiredAt, held } = await rows.claimed(tx, {
    ...{ device, copy: Buffer.from(claims.id), value: Buffer.from(claims.value) },
    visit: presented.shown === null ? timeOf(tx, line) : null,
    productId: wanted(line),
  })
  if (isTaken) return nobody('double')
  if (passId === null) return nobody('dead')
  const isDead = retiredAt !== null && retiredAt <= at
  return { held, found: isDead ? 'dead' : ago > LATE ? 'late' : null }
}

/** A card is one that lives, or lived then, of the place of this door; taken once a visit. */
async function provedCard(tx: Write, device: Device, line: Line, text: string): Promise<Proof> {
  const reading = readReading(text)
  if (reading === null || (await cardName(reading)) !== line.cti) return nobody('unproven')
  const ago = tx.now.getTime() - line.at * 1000
  if (ago < -SKEW || reading.place !== (await placeOf(tx, device))) return nobody('unproven')
  if (ago > TOO_LATE) return nobody('late')
  const shown = Buffer.from(fromText(line.cti) ?? [])
  if ((await takenAt(tx, shown, timeOf(tx, line))) !== null) return nobody('double')
  const card = await cardOf(tx, reading)
  if (card === undefined) return nobody('dead')
  const wasDead = card.endedAt === null ? !card.isLive : card.endedAt <= timeOf(tx, line)
  const held = await rows.heldBy(tx, card.passId, wanted(line))
  return { held, found: wasDead ? 'dead' : ago > LATE ? 'late' : null }
}

/** Of a credit, something, and no more than a door may take by itself. */
const isAmount = ({ cents }: Line, { isCredit, alone }: rows.HeldThen): boolean =>
  !isCredit || (cents !== null && cents > 0 && cents <= alone)

/** What a door lets in beyond what it takes in a day is owed by nobody: it knew. */
async function isWithinDay(
  tx: Write,
  device: Device,
  { line, then, at }: { line: Line; then: rows.HeldThen; at: Date },
): Promise<boolean> {
  if (!then.isCredit) return true
  const left = await rows.leftThatDay(tx, { deviceId: device.id, entitlementId: then.id, at })
  return left === null || (line.cents ?? 0) <= left
}

async function accept(tx: Write, receiving: Receiving, line: Line, kept: Kept): Promise<string | null> {
  const { held: then, found } = await proved(tx, receiving, line)
  const held =
    then !== null &&
    isAmount(line, then) &&
    (await isWithinDay(tx, receiving.device, { line, then, at: kept.at }))
      ? then
      : undefined
  const said = found ?? (held === undefined ? 'unproven' : null)
  const id = await rows.insertRedemption(tx, {
    ...kept,
    ...{ result: 'ok', found: said, entitlementId: held?.id ?? null },
    productId: held === undefined || line.product === null ? null : productOf(line.product),
    class: held?.class ?? (line.class === ANY_CLASS ? '' : line.class),
  })
  if (id === undefined || held === undefined) return said
  const cents = line.cents === null ? {} : { cents: line.cents }
  const used = await spend(tx, {
    ...{ entitlementId: held.id, redemptionId: id, at: kept.at, isOnline: false },
    ...cents,
  })
  if (said !== null || used.is !== 'used' || used.over === 0) return said
  await rows.noteFound(tx, id, 'over')
  return 'over'
}
