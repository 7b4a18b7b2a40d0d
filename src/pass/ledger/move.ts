// What moves in the ledger: given or sold, used once, undone once. As the system; inside the transaction of whoever decided it.
import type { Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import { holdProduct, type NewEntitlement } from '../record/entitlements.ts'
import { leftInAnother } from './another.ts'
import {
  givenBefore,
  type Held,
  holdEntitlement,
  holdTransfer,
  insertTransfer,
  type Means,
  reverse,
  spendOne,
  type Undoable,
  uncountWeek,
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
 * @throws Conflict in words when as many people as may hold it do, or something is left of it in another class
 */
export async function giveEntitlement(tx: Write, credit: Credit): Promise<Credited> {
  const { product, paid, decidedBy, authorityId, askedKey } = credit
  const before = askedKey === undefined ? undefined : await givenBefore(tx, credit.passId, askedKey)
  if (before !== undefined) return { entitlementId: before, transferId: undefined }
  const other = await leftInAnother(tx, credit)
  if (other !== null) throw new Conflict(other)
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

/** One use: taken from what is left, else refused, or at the authority’s loss when it was let in already (pass.spend). */
export async function spend(tx: Write, use: Use): Promise<Used> {
  const { entitlementId, redemptionId, at = tx.now, cents = null, isOnline } = use
  const { outcome, left, over } = await spendOne(tx, { entitlementId, redemptionId, at, cents, isOnline })
  return outcome === 'used' ? { is: outcome, left, over } : { is: outcome, left: left ?? 0 }
}

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
