// SQL of sandboxes: the twin of a partner, and the holders invented for it. As the system, but the twin of a partner: whoever calls has judged
// that they manage it.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { countOf } from '#platform/db/count.ts'

/** Of a partner, as whoever manages it. @returns its id; undefined: none is open */
export async function twinOf(tx: Read, partnerId: number): Promise<number | undefined> {
  const { rows } = await sql<{
    id: number
  }>`select id from pass.partner where sandbox_of = ${partnerId}`.execute(tx.q)
  return rows[0]?.id
}

/** The same authority, places, products and prices; nothing is paid back. @returns its id; undefined when it is open already */
export async function insertTwin(tx: Write, partnerId: number): Promise<number | undefined> {
  const { rows } = await sql<{
    id: number
  }>`insert into pass.partner (authority_id, name, is_private, about, sectors, since, until, sandbox_of)
    select authority_id, left('Essai\u00a0: ' || name, 80), false, about, sectors, least(since, territory.day_of(${tx.now})), until, id
    from pass.partner where id = ${partnerId} and sandbox_of is null on conflict (sandbox_of) do nothing returning id`.execute(
    tx.q,
  )
  const twin = rows[0]?.id
  if (twin === undefined) return undefined
  await sql`insert into pass.place (partner_id, name, address, opening)
    select ${twin}, name, address, opening from pass.place where partner_id = ${partnerId} and closed_on is null order by id`.execute(
    tx.q,
  )
  await sql`with copied as (insert into pass.product
        (partner_id, sector, name, kind, quantity, grid, months, closed_days, alone, daily, on_paper, since, until)
      select ${twin}, sector, name, kind, quantity, grid, months, closed_days, alone, daily, on_paper, least(since, territory.day_of(${tx.now})), until
      from pass.product where partner_id = ${partnerId} and coalesce(until, 'infinity') >= territory.day_of(${tx.now}) order by id returning id, name),
    priced as (insert into pass.price (product_id, class, cents)
      select c.id, r.class, r.cents from copied c join pass.product d on d.partner_id = ${partnerId} and d.name = c.name
      join pass.price r on r.product_id = d.id)
    insert into pass.product_place (product_id, place_id, partner_id)
      select c.id, t.id, ${twin} from copied c join pass.product d on d.partner_id = ${partnerId} and d.name = c.name
      join pass.product_place l on l.product_id = d.id join pass.place p on p.id = l.place_id
      join pass.place t on t.partner_id = ${twin} and t.name = p.name`.execute(tx.q)
  return twin
}

/** What a product of the twin is given as: until when, and in which classes of its prices. */
export interface Giving {
  productId: number
  classes: readonly string[]
  until: string
}

/** What opens something today. */
export async function givingsOf(tx: Read, twin: number): Promise<Giving[]> {
  const { rows } = await sql<Giving>`select d.id as "productId",
      array(select r.class from pass.price r where r.product_id = d.id order by r.cents, r.class) as classes,
      least(p.until, d.until, (territory.day_of(${tx.now}) + make_interval(months => d.months))::date)::text as until
    from pass.product d join pass.partner p on p.id = d.partner_id where d.partner_id = ${twin} order by d.id`.execute(
    tx.q,
  )
  return rows
}

/** A holder of nobody. @returns the id of the pass */
export async function inventPass(tx: Write, twin: number): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into pass.pass (sandbox_id, opened_at) values (${twin}, ${tx.now}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** In the order in which they were invented. */
export async function inventedPasses(tx: Read, twin: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`select id from pass.pass where sandbox_id = ${twin} order by id`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** All that is of it goes with it. @returns false when there was none */
export async function deleteTwin(tx: Write, partnerId: number): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from pass.partner where sandbox_of = ${partnerId}`.execute(
    tx.q,
  )
  return numAffectedRows === 1n
}

/** Those that served last before that. @returns how many */
export const forgetUnused = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`delete from pass.partner where id in (select p.id from pass.partner p
      where p.sandbox_of is not null and pass.tried_at(p.id) < ${before} order by p.id limit ${most})`,
  )
