// SQL of the ledger: what an entitlement is when something moves, transfers with their postings, weeks. As the system.
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import type { Kind } from '../record/queries.ts'

/** An entitlement that is about to move, held until the end of the transaction. */
export interface Held {
  id: number
  partnerId: number
  productId: number
  class: string
  kind: Kind
  /** Of its product: entries, cents, times a week. */
  quantity: number | null
  remaining: number | null
  /** It ended, or its last day is past. */
  isOver: boolean
}

/** Two doors at once wait here for one another; what each has just written of it, which holds its key, does not keep the other. */
export async function holdEntitlement(tx: Write, id: number): Promise<Held | undefined> {
  const { rows } =
    await sql<Held>`select e.id, d.partner_id as "partnerId", e.product_id as "productId", e.class, d.kind, d.quantity,
      e.remaining, (e.ended_at is not null or not territory.day_of(${tx.now}) between e.since and e.until) as "isOver"
    from pass.entitlement e join pass.product d on d.id = e.product_id where e.id = ${id} for no key update of e`.execute(
      tx.q,
    )
  return rows[0]
}

export type AccountKind = 'holder' | 'used' | 'past' | 'funding' | 'loss' | 'cash' | 'income'
export type Unit = 'entry' | 'cent'
export type Means = 'cash' | 'card' | 'cheque'

/** Units that come to an account, or leave it (negative). */
export interface Leg {
  kind: AccountKind
  unit: Unit
  amount: number
}

export interface NewTransfer {
  held: Pick<Held, 'id' | 'partnerId' | 'productId' | 'class'>
  kind: 'given' | 'sold' | 'used'
  by?: number
  authorityId?: number
  means?: Means
  redemptionId?: number
  askedKey?: string
  legs: readonly Leg[]
}

/** @returns its id; undefined when that use, or that page, was told before */
export async function insertTransfer(tx: Write, transfer: NewTransfer): Promise<number | undefined> {
  const { held, kind, by = null, authorityId = null, means = null, redemptionId = null } = transfer
  const { rows } = await sql<{
    id: number
  }>`insert into pass.transfer (partner_id, product_id, class, kind, at, entitlement_id, made_by, authority_id, means, redemption_id, asked_key)
    values (${held.partnerId}, ${held.productId}, ${held.class}, ${kind}, ${tx.now}, ${kind === 'used' ? null : held.id}, ${by}, ${authorityId}, ${means}, ${redemptionId},
      ${transfer.askedKey ?? null}) on conflict do nothing returning id`.execute(tx.q)
  const [made] = rows
  const legs = transfer.legs.filter(({ amount }) => amount !== 0)
  if (made !== undefined && legs.length > 0)
    await sql`insert into pass.posting (transfer_id, account_id, amount)
      select ${made.id}, a.id, l.amount from jsonb_to_recordset(${JSON.stringify(legs)}::jsonb) as l (kind pass.account_kind, unit pass.unit, amount bigint)
      join pass.account a on a.kind = l.kind and a.unit = l.unit
        and (a.kind = 'holder' and a.entitlement_id = ${held.id} or a.kind <> 'holder' and a.partner_id = ${held.partnerId})`.execute(
      tx.q,
    )
  return made?.id
}

/** What the same page gave before, to that pass, which is held: two pages at once wait for one another. */
export async function givenBefore(tx: Write, passId: number, askedKey: string): Promise<number | undefined> {
  await sql`select from pass.pass where id = ${passId} for update`.execute(tx.q)
  const { rows } = await sql<{
    id: number | null
  }>`select entitlement_id as id from pass.transfer where asked_key = ${askedKey}`.execute(tx.q)
  return rows[0]?.id ?? undefined
}

interface Spent {
  outcome: 'used' | 'short' | 'over'
  left: number | null
  over: number
}

interface Spending {
  entitlementId: number
  redemptionId: number
  at: Date
  cents: number | null
  isOnline: boolean
}

/** @throws Error for an entitlement that is not there, and for a use of nothing */
export async function spendOne(tx: Write, use: Spending): Promise<Spent> {
  const { rows } = await sql<Spent>`select outcome, "left"::int, beyond as over
    from pass.spend(${use.entitlementId}, ${use.redemptionId}, ${use.at}, ${use.cents}, ${use.isOnline}, ${tx.now})`.execute(
    tx.q,
  )
  const [spent] = rows
  if (spent === undefined) throw new Error('a use is told')
  return spent
}

/** A transfer that is about to be undone, held. */
export interface Undoable {
  id: number
  kind: NewTransfer['kind'] | 'undone'
  /** Of a use: when it was, as the door told it. */
  at: Date
  isUndone: boolean
  redemptionId: number | null
  /** Whose it was, as long as it is known. */
  entitlementId: number | null
  /** What it brought to its holder; negative, what it took. */
  amount: number
  /** Its holder is no longer known. */
  isPast: boolean
}

export async function holdTransfer(
  tx: Write,
  by: { id: number } | { redemptionId: number },
): Promise<Undoable | undefined> {
  const which = 'id' in by ? sql`t.id = ${by.id}` : sql`t.redemption_id = ${by.redemptionId}`
  const { rows } =
    await sql<Undoable>`select t.id, t.kind, coalesce(r.at, t.at) as at, t.redemption_id as "redemptionId",
      exists (select from pass.transfer u where u.reverses = t.id) as "isUndone",
      coalesce(t.entitlement_id, h.entitlement_id, r.entitlement_id) as "entitlementId", coalesce(h.amount, 0)::int as amount,
      exists (select from pass.posting p join pass.account a on a.id = p.account_id where p.transfer_id = t.id and a.kind = 'past') as "isPast"
    from pass.transfer t left join pass.redemption r on r.id = t.redemption_id
    left join lateral (select a.entitlement_id, p.amount from pass.posting p join pass.account a on a.id = p.account_id
      where p.transfer_id = t.id and a.kind = 'holder') h on true
    where ${which} for update of t`.execute(tx.q)
  return rows[0]
}

/** The counter-transfer of one: all of its postings, the other way. @returns its id; undefined when it was undone meanwhile */
export async function reverse(
  tx: Write,
  id: number,
  { by, reason }: { by: number | null; reason: string },
): Promise<number | undefined> {
  const { rows } = await sql<{
    id: number
  }>`insert into pass.transfer (partner_id, product_id, class, kind, at, entitlement_id, made_by, authority_id, reason, reverses)
    select partner_id, product_id, class, 'undone', ${tx.now}, entitlement_id, ${by}, authority_id, ${reason}, id from pass.transfer where id = ${id}
    on conflict do nothing returning id`.execute(tx.q)
  const made = rows[0]?.id
  if (made === undefined) return undefined
  await sql`insert into pass.posting (transfer_id, account_id, amount) select ${made}, account_id, -amount from pass.posting where transfer_id = ${id}`.execute(
    tx.q,
  )
  await sql`update pass.redemption set undone_at = ${tx.now} where id = (select redemption_id from pass.transfer where id = ${id})`.execute(
    tx.q,
  )
  return made
}

const mondayOf = (at: Date) => sql`date_trunc('week', territory.day_of(${at}))::date`

/** One time less in the week of a use. */
export async function uncountWeek(tx: Write, entitlementId: number, at: Date): Promise<void> {
  await sql`update pass.week set count = count - 1 where entitlement_id = ${entitlementId} and week = ${mondayOf(at)} and count > 0`.execute(
    tx.q,
  )
}
