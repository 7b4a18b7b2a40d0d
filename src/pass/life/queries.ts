// SQL of the life of what a pass opens: what ends, who waits, who pays, what is left to a parent. As the system, but `bought` and `may`.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { countOf } from '#platform/db/count.ts'

/** What is told of something that somebody holds, or waits for. */
export interface Held {
  /** Of the entitlement; of the product, for who waits. */
  id: number
  personId: number
  product: string
  partner: string
  /** `YYYY-MM-DD` */
  until: string
}

/** What ends by a day, was had for longer than that, and stays held. Those that are stopped are told nothing. */
export async function endingBy(tx: Read, today: string, by: string, most: number): Promise<Held[]> {
  const { rows } =
    await sql<Held>`select e.id, p.person_id as "personId", d.name as product, o.name as partner, e.until::text
    from pass.entitlement e join pass.pass p on p.id = e.pass_id join pass.product d on d.id = e.product_id join pass.partner o on o.id = d.partner_id
    where p.person_id is not null and e.ended_at is null and e.until between ${today}::date and ${by}::date and e.until - e.since > 45 and p.stopped_at is null
      and e.told_until is distinct from e.until order by e.id limit ${most}`.execute(tx.q)
  return rows
}

export async function markTold(tx: Write, ids: readonly number[]): Promise<void> {
  await sql`update pass.entitlement set told_until = until where id = any (${[...ids]}::bigint[])`.execute(
    tx.q,
  )
}

/** The day after the last one. @returns how many */
export const endPast = (tx: Write, today: string, most: number): Promise<number> =>
  countOf(
    tx,
    sql`update pass.entitlement set ended_at = ${tx.now}, ended_because = 'Arrivé à son terme.' where id in (
      select id from pass.entitlement where ended_at is null and until < ${today}::date order by until limit ${most})`,
  )

/** How long a place is kept for whoever it was offered to. */
const KEPT_DAYS = 3

/** Places that were offered and not taken pass to the next. */
export async function endOffers(tx: Write): Promise<void> {
  await sql`delete from pass.waiting where offered_at < ${tx.now}::timestamptz - make_interval(days => ${KEPT_DAYS})`.execute(
    tx.q,
  )
}

/** Offers the places that are free to the first in line of each product. @returns to whom */
export async function offerPlaces(tx: Write): Promise<Held[]> {
  const { rows } =
    await sql<Held>`with line as (select w.product_id, w.pass_id, row_number() over (partition by w.product_id order by w.asked_at, w.pass_id) as place
      from pass.waiting w where w.offered_at is null),
    free as (select d.id, d.most_holders - (select count(*) from pass.entitlement e where e.product_id = d.id and e.ended_at is null and e.until >= territory.day_of(${tx.now}))
        - (select count(*) from pass.waiting o where o.product_id = d.id and o.offered_at is not null) as places
      from pass.product d where d.id in (select product_id from line) and d.most_holders is not null),
    offered as (update pass.waiting w set offered_at = ${tx.now} from line l, free f
      where (w.pass_id, w.product_id) = (l.pass_id, l.product_id) and f.id = l.product_id and l.place <= f.places returning w.pass_id, w.product_id)
    select d.id, p.person_id as "personId", d.name as product, o.name as partner, (territory.day_of(${tx.now}) + ${KEPT_DAYS}::integer)::text as until
    from offered f join pass.pass p on p.id = f.pass_id join pass.product d on d.id = f.product_id join pass.partner o on o.id = d.partner_id`.execute(
      tx.q,
    )
  return rows
}

/** Takes a place in line; twice is as once. */
export async function wait(tx: Write, passId: number, productId: number): Promise<void> {
  await sql`insert into pass.waiting (pass_id, product_id, asked_at) values (${passId}, ${productId}, ${tx.now}) on conflict do nothing`.execute(
    tx.q,
  )
}

export async function leaveLine(tx: Write, passId: number, productId: number): Promise<void> {
  await sql`delete from pass.waiting where pass_id = ${passId} and product_id = ${productId}`.execute(tx.q)
}

export interface Waiting {
  productId: number
  product: string
  partnerId: number
  /** From one. */
  place: number
  /** Until when a place is kept; null: not yet. */
  keptUntil: Date | null
}

export async function waitingOf(tx: Read, passId: number): Promise<Waiting[]> {
  const { rows } =
    await sql<Waiting>`select w.product_id as "productId", d.name as product, d.partner_id as "partnerId",
      1 + (select count(*)::int from pass.waiting o where o.product_id = w.product_id and (o.asked_at, o.pass_id) < (w.asked_at, w.pass_id)) as place,
      w.offered_at + make_interval(days => ${KEPT_DAYS}) as "keptUntil"
    from pass.waiting w join pass.product d on d.id = w.product_id where w.pass_id = ${passId} order by w.asked_at`.execute(
      tx.q,
    )
  return rows
}

/** Days as `YYYY-MM-DD`, both included. */
export interface Payer {
  personId: number
  since: string
  until: string
}

export async function payersOf(tx: Read, passId: number, day: string): Promise<Payer[]> {
  const { rows } = await sql<Payer>`select person_id as "personId", since::text, until::text from pass.payer
    where pass_id = ${passId} and until >= ${day}::date order by since`.execute(tx.q)
  return rows
}

export async function setPayer(tx: Write, passId: number, { personId, since, until }: Payer): Promise<void> {
  await sql`insert into pass.payer (pass_id, person_id, since, until) values (${passId}, ${personId}, ${since}::date, ${until}::date)
    on conflict (pass_id, person_id) do update set until = excluded.until`.execute(tx.q)
}

/** What is left to one of the parents. */
export interface Limit {
  maySee: boolean
  mayBuy: boolean
  mayStop: boolean
  /** `YYYY-MM-DD`, of the decision. */
  decidedOn: string
}

export async function limitOf(tx: Read, mandateId: number): Promise<Limit | undefined> {
  const { rows } =
    await sql<Limit>`select may_see as "maySee", may_buy as "mayBuy", may_stop as "mayStop", decided_on::text as "decidedOn"
    from pass.guardian_limit where mandate_id = ${mandateId}`.execute(tx.q)
  return rows[0]
}

/** All of it again: no row. */
export async function setLimit(tx: Write, mandateId: number, limit: Limit, by: number): Promise<void> {
  const { maySee, mayBuy, mayStop, decidedOn } = limit
  if (maySee && mayBuy && mayStop) {
    await sql`delete from pass.guardian_limit where mandate_id = ${mandateId}`.execute(tx.q)
    return
  }
  await sql`insert into pass.guardian_limit (mandate_id, may_see, may_buy, may_stop, decided_on, set_at, set_by)
    values (${mandateId}, ${maySee}, ${mayBuy}, ${mayStop}, ${decidedOn}::date, ${tx.now}, ${by})
    on conflict (mandate_id) do update set may_see = excluded.may_see, may_buy = excluded.may_buy, may_stop = excluded.may_stop,
      decided_on = excluded.decided_on, set_at = excluded.set_at, set_by = excluded.set_by`.execute(tx.q)
}

/** What was given and sold, to oneself or to whom one pays for: amounts, never uses. */
export interface Bought {
  id: number
  at: Date
  holder: string
  isOwn: boolean
  partner: string
  product: string
  class: string
  cents: number
  isUndone: boolean
}

export async function bought(tx: Read): Promise<Bought[]> {
  const { rows } =
    await sql<Bought>`select id, at, holder, is_own as "isOwn", partner, product, class, cents, is_undone as "isUndone" from pass.bought()`.execute(
      tx.q,
    )
  return rows
}

/** May whoever acts do that with the pass of the person they act for? */
export async function mayGuardian(tx: Read, what: 'see' | 'buy' | 'stop'): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select pass.may(${what}) as may`.execute(tx.q)
  return rows[0]?.may ?? false
}
