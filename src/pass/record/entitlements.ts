// What a pass opens: given with the sentence that explains it, for some months, and ended with a reason. As the system: whoever calls has
// judged that the person has it.
import { sql } from 'kysely'
import { Conflict } from '#platform/errors.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { classNames } from '../grid/names.ts'
import type { Product } from './queries.ts'
import { retireCopies } from './values.ts'

export type GivenAs = 'rule' | 'desk' | 'bought' | 'agreement'

/** Days as `YYYY-MM-DD`, both included. */
export interface Entitlement {
  id: number
  productId: number
  product: string
  kind: Product['kind']
  partnerId: number
  partner: string
  sector: string
  /** The grid of its product; null: it has none. */
  grid: string | null
  class: string
  since: string
  until: string
  givenAs: GivenAs
  /** The sentence told to whoever has it. */
  because: string
  decidedAt: Date
  /** The last day on which a door opens for it, its partner and its sector included; null: its sector is closed, and it waits. */
  opensUntil: string | null
  /** Entries or cents; null: none is counted. */
  remaining: number | null
  endedAt: Date | null
  endedBecause: string | null
}

const columns = sql`e.id, e.product_id as "productId", d.name as product, d.kind, d.grid, d.partner_id as "partnerId", p.name as partner, d.sector,
  e.class, e.since::text, e.until::text, e.given_as as "givenAs", e.because, e.decided_at as "decidedAt", e.remaining,
  case when o.until is not null then least(e.until, p.until, o.until)::text end as "opensUntil", e.ended_at as "endedAt", e.ended_because as "endedBecause"`
/** Entitlements `e`, their products `d`, partners `p`, and until when their sector is open `o`. */
export const heldOn = (
  day: string,
) => sql`pass.entitlement e join pass.product d on d.id = e.product_id join pass.partner p on p.id = d.partner_id
  cross join lateral (select pass.open_until(p.authority_id, d.sector, ${day}::date) as until) o`

/** As somebody reads it. */
export interface NamedEntitlement extends Entitlement {
  /** What its class is called, within a sentence; '' without one. */
  label: string
}

/** What runs or will, of a pass. */
export async function entitlementsOf(tx: Read, passId: number, day: string): Promise<NamedEntitlement[]> {
  const names = await classNames(tx)
  const { rows } = await sql<Entitlement>`select ${columns} from ${heldOn(day)}
    where e.pass_id = ${passId} and e.ended_at is null and e.until >= ${day}::date order by p.name collate "fr-x-icu", d.name collate "fr-x-icu"`.execute(
    tx.q,
  )
  return rows.map((one) => ({ ...one, label: names.of(one.grid, one.class) }))
}

/** Those that open something at a partner, in a sector, on a day. */
export const opensAt = ({ partnerId, sector, day }: { partnerId: number; sector: string; day: string }) =>
  sql<boolean>`d.partner_id = ${partnerId} and d.sector = ${sector} and pass.runs(e, d, ${day}::date)
      and o.until is not null and ${day}::date between p.since and p.until`

/** What opens something at a partner, in a sector, on a day. */
export async function openAt(
  tx: Read,
  { passId, partnerId, sector, day }: { passId: number; partnerId: number; sector: string; day: string },
): Promise<Entitlement[]> {
  const { rows } = await sql<Entitlement>`select ${columns} from ${heldOn(day)}
    where e.pass_id = ${passId} and ${opensAt({ partnerId, sector, day })}
    order by d.id`.execute(tx.q)
  return rows
}

export interface NewEntitlement {
  passId: number
  product: Product
  class: string
  since: string
  until: string
  givenAs: GivenAs
  because: string
  decidedBy: number | null
}

/**
 * Held from now on, or its days and class renewed: one holds a product once, and what was left is kept. What is counted begins at nothing:
 * the ledger credits it (../ledger). @returns its id. @throws Conflict in words when as many people as may hold it do
 */
export async function holdProduct(tx: Write, given: NewEntitlement): Promise<number> {
  const { passId, product, since, until, givenAs, because, decidedBy } = given
  const counted = product.kind === 'entries' || product.kind === 'credit' ? 0 : null
  await checkRoom(tx, passId, product)
  const { rows } = await sql<{
    id: number
  }>`insert into pass.entitlement (pass_id, product_id, class, since, until, given_as, because, decided_at, decided_by, remaining)
    values (${passId}, ${product.id}, ${given.class}, ${since}::date, ${until}::date, ${givenAs}, ${because}, ${tx.now}, ${decidedBy}, ${counted})
    on conflict (pass_id, product_id) where ended_at is null do update set class = excluded.class, until = greatest(entitlement.until, excluded.until),
      given_as = excluded.given_as, because = excluded.because, decided_at = excluded.decided_at, decided_by = excluded.decided_by returning id`.execute(
    tx.q,
  )
  const [row] = rows
  if (row === undefined) throw new Error('an entitlement that was given is there')
  return row.id
}

/**
 * Two at once for the last place wait for one another; doors do not. The count is a statement of its own: it sees what was waited for.
 * Whoever is in line comes before whoever is not, and those ahead before them.
 */
async function checkRoom(tx: Write, passId: number, product: Product): Promise<void> {
  await sql`select from pass.product d join pass.partner p on p.id = d.partner_id where d.id = ${product.id} for no key update`.execute(
    tx.q,
  )
  const held = sql`e.ended_at is null and e.until >= territory.day_of(${tx.now}) and e.pass_id <> ${passId}`
  const { rows } = await sql<{
    full: boolean
  }>`with mine as (select asked_at, offered_at from pass.waiting where pass_id = ${passId} and product_id = ${product.id})
    select coalesce((select count(*) from pass.entitlement e where e.product_id = d.id and ${held})
        + (select count(*) from pass.waiting w where w.product_id = d.id and w.pass_id <> ${passId} and (w.offered_at is not null
          or not exists (select from mine where offered_at is not null) and w.asked_at < coalesce((select asked_at from mine), 'infinity'))) >= d.most_holders, false)
      or coalesce((select count(distinct e.pass_id) from pass.entitlement e join pass.product o on o.id = e.product_id
        where o.partner_id = p.id and ${held}) >= p.most_holders, false) as full
    from pass.product d join pass.partner p on p.id = d.partner_id where d.id = ${product.id}`.execute(tx.q)
  if (rows[0]?.full === true)
    throw new Conflict(
      `${product.name}\u00a0: toutes les places sont prises. Revenez plus tard, ou demandez une place en attente au guichet.`,
    )
  await sql`delete from pass.waiting where pass_id = ${passId} and product_id = ${product.id}`.execute(tx.q)
}

/** What wallets carry of it is dead. @returns false when it had ended */
export async function endEntitlement(
  tx: Write,
  { passId, id, because }: { passId: number; id: number; because: string },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update pass.entitlement set ended_at = ${tx.now}, ended_because = ${because} where id = ${id} and pass_id = ${passId} and ended_at is null`.execute(
      tx.q,
    )
  if (numAffectedRows !== 1n) return false
  await retireCopies(tx, sql<boolean>`c.entitlement_id = ${id}`)
  return true
}
