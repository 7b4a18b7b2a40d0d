// What holders of the demonstration have and used, in the books: entitlements, what was given or sold, one transfer a use; what was shown these two
// days with whose it was, counts of nobody before.
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import type { Right } from './holders.ts'

/** A use, of an entitlement that is in the books. */
export interface Visit {
  entitlementId: number
  /** Of a holder; null: nothing is counted. */
  accountId: number | null
  productId: number
  class: string
  at: Date
  /** One entry; of a credit, the price of its class. */
  amount: number
  unit: Unit
}

type Unit = 'entry' | 'cent'

/** What is held, and what was given or paid for it. @returns each use of it, in order of time */
export async function giveRights(tx: Write, partnerId: number, rights: readonly Right[]): Promise<Visit[]> {
  const of = <T>(read: (right: Right) => T) => rights.map(read)
  const { rows } = await sql<{ id: number; productId: number; passId: number; unit: Unit; amount: number }>`
    with held as (insert into pass.entitlement (pass_id, product_id, class, since, until, given_as, because, decided_at, remaining)
      select x.pass_id, d.id, x.class, x.since, (x.since + interval '12 months' - interval '1 day')::date,
        case when is_sold then 'bought' else 'desk' end::pass.given,
        case when is_sold then 'Parce que vous l’avez acheté à un guichet.' else 'Parce qu’un guichet vous l’a donné.' end,
        x.since, case when d.kind in ('entries', 'credit') then 0 end
      from unnest(${of(({ passId }) => passId)}::bigint[], ${of(({ product }) => product)}::text[], ${of((right) => right.class)}::text[],
        ${of(({ since }) => since)}::date[]) x (pass_id, product, class, since)
      join pass.product d on d.partner_id = ${partnerId} and d.name = x.product
      left join pass.price c on c.product_id = d.id and c.class = x.class
      cross join lateral (select d.kind <> 'price' and coalesce(c.cents, 0) > 0 as is_sold) s
      returning id, product_id, pass_id, class, since, given_as),
    made as (insert into pass.transfer (partner_id, product_id, class, kind, at, entitlement_id, means)
      select ${partnerId}::integer, product_id, class, case given_as when 'bought' then 'sold' else 'given' end::pass.transfer_kind, since + interval '10 hours', id,
        case given_as when 'bought' then 'card' end from held)
    select h.id, h.product_id as "productId", h.pass_id as "passId", case d.kind when 'credit' then 'cent' else 'entry' end as unit,
      case d.kind when 'credit' then c.cents else 1 end as amount
    from held h join pass.product d on d.id = h.product_id left join pass.price c on (c.product_id, c.class) = (h.product_id, h.class)`.execute(
    tx.q,
  )
  await sql`insert into pass.posting (transfer_id, account_id, amount)
    select t.id, l.account_id, l.amount from pass.transfer t join pass.product d on d.id = t.product_id
    join pass.account cash on (cash.partner_id, cash.kind, cash.unit) = (t.partner_id, 'cash', 'cent')
    join pass.account income on (income.partner_id, income.kind, income.unit) = (t.partner_id, 'income', 'cent')
    left join pass.account holder on holder.entitlement_id = t.entitlement_id
    join pass.account funding on (funding.partner_id, funding.kind, funding.unit) = (t.partner_id, 'funding', coalesce(holder.unit, 'entry'))
    left join pass.price c on c.product_id = t.product_id and c.class = t.class and t.kind = 'sold'
    cross join lateral (select case when d.kind = 'credit' and c.cents > 0 then d.quantity else c.cents end as cents) paid
    cross join lateral (values (funding.id, -d.quantity, holder.id is not null), (holder.id, d.quantity, holder.id is not null),
      (income.id, -paid.cents, paid.cents > 0), (cash.id, paid.cents, paid.cents > 0)) l (account_id, amount, is_moved)
    where t.partner_id = ${partnerId} and t.kind in ('given', 'sold') and l.is_moved`.execute(tx.q)
  const accounts = await accountsOf(tx, partnerId)
  const products = await sql<{
    id: number
    name: string
  }>`select id, name from pass.product where partner_id = ${partnerId}`.execute(tx.q)
  const nameOf = new Map(products.rows.map(({ id, name }) => [id, name]))
  const held = new Map(rows.map((row) => [`${row.passId} ${nameOf.get(row.productId)}`, row]))
  return rights
    .flatMap((right) => {
      const row = held.get(`${right.passId} ${right.product}`)
      if (row === undefined) return []
      const accountId = accounts.holders.get(row.id) ?? null
      return right.visits.map((at) => ({
        entitlementId: row.id,
        accountId,
        productId: row.productId,
        class: right.class,
        at,
        amount: row.amount,
        unit: row.unit,
      }))
    })
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
}

async function accountsOf(tx: Write, partnerId: number) {
  const { rows } = await sql<{ id: number; kind: string; unit: Unit; entitlementId: number | null }>`
    select id, kind::text, unit::text, entitlement_id as "entitlementId" from pass.account where partner_id = ${partnerId}`.execute(
    tx.q,
  )
  return {
    of: (kind: 'used' | 'funding', unit: Unit) =>
      rows.find((one) => one.kind === kind && one.unit === unit)?.id ?? 0,
    holders: new Map(rows.map(({ entitlementId, id }) => [entitlementId, id])),
  }
}

/** What a use took of what somebody holds. */
export interface Posted {
  transferId: number
  accountId: number
}

/**
 * One transfer a use, of a door of the partner: shown these two days, or counted before, at one of its places or another.
 * @returns those of before that took something counted, whose holder is to be forgotten
 */
export async function tellVisits(
  tx: Write,
  partnerId: number,
  visits: readonly Visit[],
  lately: Date,
): Promise<Posted[]> {
  const accounts = await accountsOf(tx, partnerId)
  const recent = visits.filter(({ at }) => at >= lately)
  const shown = await showVisits(tx, partnerId, recent)
  const of = <T>(read: (visit: Visit, at: number) => T) => visits.map(read)
  const first = visits.length - recent.length
  const { rows } = await sql<{
    id: number
  }>`insert into pass.transfer (partner_id, product_id, class, kind, at, redemption_id)
    select ${partnerId}::integer, product_id, class, 'used', at, redemption_id
    from unnest(${of(({ productId }) => productId)}::integer[], ${of((visit) => visit.class)}::text[], ${of(({ at }) => at.toISOString())}::timestamptz[],
      ${of((_, at) => shown[at - first] ?? null)}::bigint[]) with ordinality x (product_id, class, at, redemption_id, n) order by n returning id`.execute(
    tx.q,
  )
  // Ids are drawn in the order of the rows.
  const ids = rows.map(({ id }) => id).toSorted((one, other) => one - other)
  await sql`insert into pass.posting (transfer_id, account_id, amount)
    select x.id, l.account_id, l.amount from unnest(${ids}::bigint[], ${of(({ accountId, unit }) => accountId ?? accounts.of('funding', unit))}::bigint[],
      ${of(({ unit }) => accounts.of('used', unit))}::bigint[], ${of(({ amount }) => amount)}::bigint[]) x (id, from_id, used_id, amount)
    cross join lateral (values (x.from_id, -x.amount), (x.used_id, x.amount)) l (account_id, amount)`.execute(
    tx.q,
  )
  await countVisits(tx, partnerId, visits.slice(0, first))
  await sql`insert into pass.week (entitlement_id, week, count)
    select e.id, date_trunc('week', territory.day_of(x.at))::date, count(*)
    from unnest(${of(({ entitlementId }) => entitlementId)}::bigint[], ${of(({ at }) => at.toISOString())}::timestamptz[]) x (id, at)
    join pass.entitlement e on e.id = x.id join pass.product d on d.id = e.product_id
    where d.kind = 'weekly' and x.at >= ${tx.now}::timestamptz - interval '14 days' group by 1, 2`.execute(
    tx.q,
  )
  return visits
    .slice(0, first)
    .flatMap(({ accountId }, at) => (accountId === null ? [] : [{ transferId: ids[at] ?? 0, accountId }]))
}

/** What doors of the partner were shown these days, as lines of their journals. @returns their ids, in the order of the visits */
async function showVisits(tx: Write, partnerId: number, visits: readonly Visit[]): Promise<number[]> {
  const of = <T>(read: (visit: Visit) => T) => visits.map(read)
  const { rows } = await sql<{ id: number }>`
    with doors as (select id, place_id, last_seq, row_number() over (order by id) - 1 as nth, count(*) over () as many from pass.device where partner_id = ${partnerId}),
    told as (select x.*, v.id as device_id, v.place_id, v.last_seq + row_number() over (partition by v.id order by n) as seq
      from unnest(${of(({ entitlementId }) => entitlementId)}::bigint[], ${of(({ productId }) => productId)}::integer[], ${of((visit) => visit.class)}::text[],
        ${of(({ at }) => at.toISOString())}::timestamptz[]) with ordinality x (entitlement_id, product_id, class, at, n) join doors v on v.nth = x.n % v.many),
    seen as (update pass.device v set last_seq = t.seq from (select device_id, max(seq) as seq from told group by 1) t where v.id = t.device_id)
    insert into pass.redemption (device_id, seq, partner_id, place_id, product_id, entitlement_id, class, at, received_at, is_online, result)
    select device_id, seq, ${partnerId}::integer, place_id, product_id, entitlement_id, class, at, at, true, 'ok' from told order by n returning id`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id).toSorted((one, other) => one - other)
}

const countVisits = (tx: Write, partnerId: number, visits: readonly Visit[]) =>
  sql`insert into pass.use (partner_id, place_id, product_id, class, day, result, is_online, count)
    select ${partnerId}::integer, p.id, x.product_id, x.class, territory.day_of(x.at), 'ok', true, count(*)
    from unnest(${visits.map(({ productId }) => productId)}::integer[], ${visits.map((visit) => visit.class)}::text[],
      ${visits.map(({ at }) => at.toISOString())}::timestamptz[]) with ordinality x (product_id, class, at, n)
    join (select id, row_number() over (order by id) - 1 as nth, count(*) over () as many from pass.place where partner_id = ${partnerId}) p on p.nth = (x.n * 7 / 3) % p.many
    group by 1, 2, 3, 4, 5`.execute(tx.q)

/** Whose these uses were is forgotten, as it is after two days. */
export async function forgetWhose(tx: Write, partnerId: number, uses: readonly Posted[]): Promise<void> {
  await sql`update pass.posting p set account_id = past.id
    from unnest(${uses.map(({ transferId }) => transferId)}::bigint[], ${uses.map(({ accountId }) => accountId)}::bigint[]) x (transfer_id, account_id)
    join pass.account held on held.id = x.account_id
    join pass.account past on (past.partner_id, past.kind, past.unit) = (${partnerId}::integer, 'past', held.unit)
    where (p.transfer_id, p.account_id) = (x.transfer_id, x.account_id)`.execute(tx.q)
}
