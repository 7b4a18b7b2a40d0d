// Cards and papers that somebody makes: ordered for a pass, put on a list of whoever makes them, made, sent, put into service. As the system,
// but where it is said that the policies judge.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { addDays } from '#territory'
import { addSupport, type CarrierState } from './passes.ts'

export type MadeAs = 'printed' | 'chip' | 'letter'

/** Days for which it is good: what is printed is a token, which lasts a year. */
const LASTS: Readonly<Record<MadeAs, number>> = { printed: 364, letter: 364, chip: 5 * 365 }

export const lastDays = (today: string, madeAs: MadeAs): string => addDays(today, LASTS[madeAs])

export interface NewOrder {
  passId: number
  madeAs: MadeAs
  label: string
  /** Whoever makes it. */
  authorityId: number
  /** Of what is printed in a square. */
  of: { partnerId: number; sector: string } | null
  /** Null: handed over at a desk. */
  address: string | null
  keepsValues: boolean
  /** The agent, at a desk. */
  orderedBy: number | null
}

/** @returns the support, which opens nothing yet */
export async function orderSupport(tx: Write, order: NewOrder): Promise<number> {
  const { passId, madeAs, label, of } = order
  const kind = madeAs === 'letter' ? 'paper' : 'card'
  const id = await addSupport(tx, { passId, kind, label, state: 'ordered' })
  await sql`insert into pass.card_order (support_id, authority_id, made_as, partner_id, sector, address, keeps_values, ordered_at, ordered_by)
    values (${id}, ${order.authorityId}, ${madeAs}, ${of?.partnerId ?? null}, ${of?.sector ?? null}, ${order.address}, ${order.keepsValues},
      ${tx.now}, ${order.orderedBy})`.execute(tx.q)
  return id
}

/** Another one like that, handed over at a desk. @returns undefined for what nobody made */
export async function orderAgain(
  tx: Write,
  { id, passId, label }: { id: number; passId: number; label: string },
  orderedBy: number | null,
): Promise<number | undefined> {
  const { rows } = await sql<{
    madeAs: MadeAs
    authorityId: number
    partnerId: number | null
    sector: string | null
    keepsValues: boolean
  }>`select made_as as "madeAs", authority_id as "authorityId", partner_id as "partnerId", sector, keeps_values as "keepsValues"
    from pass.card_order where support_id = ${id}`.execute(tx.q)
  const [before] = rows
  if (before === undefined) return undefined
  const { partnerId, sector, madeAs, authorityId, keepsValues } = before
  const of = partnerId === null || sector === null ? null : { partnerId, sector }
  const next = await orderSupport(tx, {
    ...{ passId, label, orderedBy, madeAs, authorityId, keepsValues, of },
    address: null,
  })
  await sql`update pass.support set replaces = ${id} where id = ${next}`.execute(tx.q)
  return next
}

export type Stage = 'ordered' | 'listed' | 'made' | 'sent'

export interface Order {
  supportId: number
  passId: number
  label: string
  state: CarrierState
  stage: Stage
  madeAs: MadeAs
  partnerId: number | null
  sector: string | null
  tries: number
  orderedAt: Date
  /** `YYYY-MM-DD` */
  expiresOn: string | null
}

const stage = sql`case when b.sent_at is not null then 'sent' when b.made_at is not null then 'made' when o.batch_id is not null then 'listed' else 'ordered' end`

/** Those of a pass that have not ended. The policies say whose. */
export async function ordersOf(tx: Read, passId: number): Promise<Order[]> {
  const { rows } =
    await sql<Order>`select o.support_id as "supportId", s.pass_id as "passId", s.label, s.state, ${stage} as stage, o.made_as as "madeAs",
      o.partner_id as "partnerId", o.sector, o.tries, o.ordered_at as "orderedAt", s.expires_on::text as "expiresOn"
    from pass.card_order o join pass.support s on s.id = o.support_id left join pass.card_batch b on b.id = o.batch_id
    where s.pass_id = ${passId} and s.ended_at is null order by s.id`.execute(tx.q)
  return rows
}

/** In service from now on. @returns false when it was, or had ended */
export async function putInService(
  tx: Write,
  { id, passId, until }: { id: number; passId: number; until: string },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update pass.support set state = 'active', expires_on = coalesce(expires_on, ${until}::date)
    where id = ${id} and pass_id = ${passId} and state = 'ordered' and ended_at is null`.execute(tx.q)
  if (numAffectedRows !== 1n) return false
  await sql`update pass.card_order set active_at = ${tx.now}, address = null where support_id = ${id}`.execute(
    tx.q,
  )
  return true
}

/** Counts a try before it is judged: of many at once, each waits for the one before. @returns which it is; undefined after the fifth */
export async function countTry(tx: Write, id: number): Promise<number | undefined> {
  const { rows } = await sql<{ tries: number }>`update pass.card_order set tries = tries + 1
    where support_id = ${id} and tries < 5 returning tries`.execute(tx.q)
  return rows[0]?.tries
}

/** What waits to be put on a list, by authority and kind. The policies say whose. */
export async function waitingOrders(
  tx: Read,
): Promise<{ authorityId: number; madeAs: MadeAs; count: number; since: Date }[]> {
  const { rows } = await sql<{
    authorityId: number
    madeAs: MadeAs
    count: number
    since: Date
  }>`select authority_id as "authorityId", made_as as "madeAs", count(*)::int as count, min(ordered_at) as since
    from pass.card_order where batch_id is null and active_at is null and ended_at is null group by 1, 2 order by 1, 2`.execute(
    tx.q,
  )
  return rows
}

export interface Batch {
  id: number
  authorityId: number
  madeAs: MadeAs
  listedAt: Date
  madeAt: Date | null
  sentAt: Date | null
  count: number
}

/** The last ones first. The policies say whose. */
export async function batches(tx: Read): Promise<Batch[]> {
  const { rows } =
    await sql<Batch>`select b.id, b.authority_id as "authorityId", b.made_as as "madeAs", b.listed_at as "listedAt", b.made_at as "madeAt",
      b.sent_at as "sentAt", (select count(*)::int from pass.card_order o where o.batch_id = b.id and o.ended_at is null) as count
    from pass.card_batch b order by b.id desc limit 500`.execute(tx.q)
  return rows
}

/** Puts what waits on a list. @returns its id; undefined when nothing waits */
export async function listOrders(
  tx: Write,
  { authorityId, madeAs, by }: { authorityId: number; madeAs: MadeAs; by: number | null },
  most: number,
): Promise<number | undefined> {
  const { rows } = await sql<{
    id: number
  }>`with waits as (select o.support_id from pass.card_order o join pass.support s on s.id = o.support_id
        join pass.pass p on p.id = s.pass_id
        where o.authority_id = ${authorityId} and o.made_as = ${madeAs} and o.batch_id is null and s.state = 'ordered' and p.stopped_at is null
        order by o.ordered_at, o.support_id limit ${most} for update of o),
      batch as (insert into pass.card_batch (authority_id, made_as, listed_by, listed_at)
        select ${authorityId}, ${madeAs}, ${by}, ${tx.now} where exists (select from waits) returning id),
      listed as (update pass.card_order set batch_id = batch.id from batch where support_id in (select support_id from waits))
    select id from batch`.execute(tx.q)
  return rows[0]?.id
}

/** @returns false when it was already, or is not made yet */
export async function stepBatch(tx: Write, id: number, step: 'made' | 'sent'): Promise<boolean> {
  const change =
    step === 'made'
      ? sql`made_at = ${tx.now} where made_at is null`
      : sql`sent_at = ${tx.now} where made_at is not null and sent_at is null`
  const { numAffectedRows } = await sql`update pass.card_batch set ${change} and id = ${id}`.execute(tx.q)
  return numAffectedRows === 1n
}

export interface Listed {
  supportId: number
  passId: number
  personId: number
  label: string
  madeAs: MadeAs
  partnerId: number | null
  partner: string | null
  sector: string | null
  address: string | null
}

/** What a list holds, of whoever was not stopped meanwhile. */
export async function listedIn(tx: Read, batchId: number): Promise<Listed[]> {
  const { rows } =
    await sql<Listed>`select o.support_id as "supportId", s.pass_id as "passId", p.person_id as "personId", s.label, o.made_as as "madeAs",
      o.partner_id as "partnerId", r.name as partner, o.sector, o.address
    from pass.card_order o join pass.support s on s.id = o.support_id and s.ended_at is null join pass.pass p on p.id = s.pass_id
    left join pass.partner r on r.id = o.partner_id
    where o.batch_id = ${batchId} and p.stopped_at is null order by o.ordered_at, o.support_id`.execute(tx.q)
  return rows
}

/** What was sent needs its address no more. */
export const forgetAddresses = (tx: Write, batchId: number) =>
  sql`update pass.card_order set address = null where batch_id = ${batchId}`.execute(tx.q)

export interface Ending {
  supportId: number
  passId: number
  personId: number
  label: string
  expiresOn: string
}

/** What nobody was told of, that ends by that day. */
export async function endingSoon(tx: Read, today: string, by: string, most: number): Promise<Ending[]> {
  const { rows } =
    await sql<Ending>`select s.id as "supportId", s.pass_id as "passId", p.person_id as "personId", s.label, s.expires_on::text as "expiresOn"
    from pass.card_order o join pass.support s on s.id = o.support_id join pass.pass p on p.id = s.pass_id
    where s.ended_at is null and s.state <> 'ordered' and o.told_at is null and s.expires_on between ${today}::date and ${by}::date
    order by s.id limit ${most}`.execute(tx.q)
  return rows
}

export const markEndTold = (tx: Write, ids: readonly number[]) =>
  sql`update pass.card_order set told_at = ${tx.now} where support_id = any (${ids as number[]})`.execute(
    tx.q,
  )

/** Supports past their last day. */
export async function pastEnd(
  tx: Read,
  today: string,
  most: number,
): Promise<{ id: number; passId: number }[]> {
  const { rows } = await sql<{ id: number; passId: number }>`select id, pass_id as "passId" from pass.support
    where ended_at is null and expires_on < ${today}::date order by id limit ${most}`.execute(tx.q)
  return rows
}
