// What moves in the ledger: given or sold, used once, undone once. As the system; inside the transaction of whoever decided it.
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import { holdProduct, type NewEntitlement } from '../record/entitlements.ts'
import {
  countWeek,
  givenBefore,
  type Held,
  holdEntitlement,
  holdTransfer,
  insertTransfer,
  type Means,
  reverse,
  type Undoable,
  uncountWeek,
  usedBefore,
  weekOf,
} from './queries.ts'

const unitOf = ({ kind }: Pick<Held, 'kind'>) => (kind === 'credit' ? 'cent' : 'entry')

/** What was paid, and to whom. */
export interface Payment {
  cents: number
  means: Means
}

export interface Credit extends NewEntitlement {
  /** null: it is given. */
  paid: Payment | null
  /** Whose desk; absent: given by a rule. */
  authorityId?: number
  /** Of the page: sent twice, it is once. */
  askedKey?: string
}

export interface Credited {
  entitlementId: number
  /** Of the ledger: the number of the receipt; undefined when the same page did it before. */
  transferId: number | undefined
}

/**
 * What somebody has from now on, with what is counted of it, given or paid.
 * @throws Conflict in words when as many people as may hold it do
 */
export async function giveEntitlement(tx: Write, credit: Credit): Promise<Credited> {
  const { product, paid, decidedBy, authorityId, askedKey } = credit
  const before = askedKey === undefined ? undefined : await givenBefore(tx, credit.passId, askedKey)
  if (before !== undefined) return { entitlementId: before, transferId: undefined }
  const entitlementId = await holdProduct(tx, credit)
  const held = await heldOrThrow(tx, entitlementId)
  const unit = unitOf(held)
  const quantity = held.remaining === null ? 0 : (product.quantity ?? 0)
  const cents = paid?.cents ?? 0
  const transferId = await insertTransfer(tx, {
    held,
    kind: paid === null ? 'given' : 'sold',
    ...(decidedBy === null ? {} : { by: decidedBy }),
    ...(authorityId === undefined ? {} : { authorityId }),
    ...(paid === null ? {} : { means: paid.means }),
    ...(askedKey === undefined ? {} : { askedKey }),
    legs: [
      { kind: 'funding', unit, amount: -quantity },
      { kind: 'holder', unit, amount: quantity },
      { kind: 'income', unit: 'cent', amount: -cents },
      { kind: 'cash', unit: 'cent', amount: cents },
    ],
  })
  return { entitlementId, transferId }
}

async function heldOrThrow(tx: Write, id: number): Promise<Held> {
  const held = await holdEntitlement(tx, id)
  if (held === undefined) throw new Error(`entitlement ${id} is not there`)
  return held
}

export interface Use {
  entitlementId: number
  /** Of the table of what was shown: told twice, it moves once. */
  redemptionId: number
  /** When it was, as the door told it; absent: now. */
  at?: Date
  /** Cents of a credit; one entry of anything else. */
  cents?: number
  /** A door that asks is refused; one that has let in already, without a network, is not. */
  isOnline: boolean
}

/** `left`: entries, cents, times of the week; null: none is counted. `over`: what was accepted beyond, at the authority’s loss. */
export type Used = { is: 'used'; left: number | null; over: number } | { is: 'short' | 'over'; left: number }

/** One use: taken from what is left, else refused, or at the authority’s loss when it was let in already. */
export async function spend(tx: Write, use: Use): Promise<Used> {
  const held = await heldOrThrow(tx, use.entitlementId)
  const before = await usedBefore(tx, use.redemptionId)
  if (before !== undefined) return { is: 'used', left: await leftOf(tx, held), over: before.over }
  if (held.isOver && use.isOnline) return { is: 'over', left: held.remaining ?? 0 }
  return held.remaining === null ? spendUncounted(tx, held, use) : spendCounted(tx, held, held.remaining, use)
}

async function spendCounted(tx: Write, held: Held, remaining: number, use: Use): Promise<Used> {
  const asked = held.kind === 'credit' ? (use.cents ?? 0) : 1
  if (!Number.isSafeInteger(asked) || asked <= 0) throw new Error('a use takes something')
  const taken = Math.min(asked, remaining)
  const over = asked - taken
  if (over > 0 && use.isOnline) return { is: 'short', left: remaining }
  const unit = unitOf(held)
  await insertTransfer(tx, {
    held,
    kind: 'used',
    redemptionId: use.redemptionId,
    legs: [
      { kind: 'holder', unit, amount: -taken },
      { kind: 'loss', unit, amount: -over },
      { kind: 'used', unit, amount: asked },
    ],
  })
  return { is: 'used', left: remaining - taken, over }
}

/** What is free, has a price at the door, or opens so many times a week: the authority gives the entry as it is used. */
async function spendUncounted(tx: Write, held: Held, use: Use): Promise<Used> {
  const isWeekly = held.kind === 'weekly'
  const most = held.quantity ?? 0
  const count = isWeekly
    ? await countWeek(tx, { entitlementId: held.id, at: use.at ?? tx.now, most: use.isOnline ? most : null })
    : 0
  if (count === undefined) return { is: 'short', left: 0 }
  const over = isWeekly && count > most ? 1 : 0
  await insertTransfer(tx, {
    held,
    kind: 'used',
    redemptionId: use.redemptionId,
    legs: [
      { kind: over > 0 ? 'loss' : 'funding', unit: 'entry', amount: -1 },
      { kind: 'used', unit: 'entry', amount: 1 },
    ],
  })
  return { is: 'used', left: isWeekly ? Math.max(0, most - count) : null, over }
}

/** Entries, cents, or times of this week that are left; null: none is counted. */
const leftOf = async (tx: Read, held: Held): Promise<number | null> =>
  held.kind === 'weekly' ? Math.max(0, (held.quantity ?? 0) - (await weekOf(tx, held.id))) : held.remaining

/** For how long a door may take back what it has just counted. */
const UNDO_MINUTES = 15

export type UndoReason = 'door' | 'twice' | 'mistake' | 'sale'
const REASONS: Readonly<Record<UndoReason, string>> = {
  door: 'Passage annulé à la porte',
  twice: 'Compté deux fois',
  mistake: 'Compté par erreur',
  sale: 'Vente annulée',
}

export interface Undo {
  which: { id: number } | { redemptionId: number }
  /** null: the door. */
  by: number | null
  /** Whoever manages may after the minutes of a door. */
  isManager: boolean
  reason: UndoReason
}

/**
 * The counter-transfer of a use or of a sale: all that it moved goes back, once.
 * @throws Conflict in words: done already, too late, nobody’s any more, or used meanwhile
 */
export async function undo(tx: Write, { which, by, isManager, reason }: Undo): Promise<void> {
  const found = await holdTransfer(tx, which)
  if (found === undefined) throw new Conflict('Ce passage n’est pas dans les comptes.')
  const held = found.entitlementId === null ? undefined : await holdEntitlement(tx, found.entitlementId)
  const why = whyNot(found, { now: tx.now, left: held?.remaining ?? 0, isManager })
  if (why !== null) throw new Conflict(why)
  if ((await reverse(tx, found.id, { by, reason: REASONS[reason] })) === undefined) throw new Conflict(DONE)
  if (found.kind === 'used' && found.entitlementId !== null)
    await uncountWeek(tx, found.entitlementId, found.at)
}

const DONE = 'C’est déjà annulé\u00a0: rien n’a été rendu une seconde fois.'

function whyNot(
  found: Undoable,
  { now, left, isManager }: { now: Date; left: number; isManager: boolean },
): string | null {
  if (found.isUndone) return DONE
  if (found.kind === 'undone') return 'Une annulation ne s’annule pas.'
  if (found.isPast) return 'Ce passage n’est plus celui de personne\u00a0: il ne s’annule plus.'
  if (!isManager && now.getTime() - found.at.getTime() > UNDO_MINUTES * 60_000)
    return `Un passage s’annule dans les ${UNDO_MINUTES}\u00a0minutes. Après, un responsable peut le faire.`
  if (found.kind !== 'used' && found.amount > left)
    return 'Une partie de ce qui a été donné a déjà servi\u00a0: cela ne s’annule plus.'
  return null
}
