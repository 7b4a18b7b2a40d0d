// SQL of partners as those who administer their authority keep them; who may, the policies say too.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { type Partner, partnerColumns, type Product, productColumns } from '../record/queries.ts'
import { access } from './access.ts'

const mine = (tx: Read) => allowedRows(access['passpartner.keep'], tx.actor, 'p')

export interface KeptPartner extends Partner {
  places: number
  products: number
  doors: number
}

export async function keptPartners(tx: Read, id?: number): Promise<KeptPartner[]> {
  const { rows } = await sql<KeptPartner>`select ${partnerColumns(tx)},
      (select count(*)::int from pass.place l where l.partner_id = p.id and l.closed_on is null) as places,
      (select count(*)::int from pass.product d where d.partner_id = p.id) as products,
      (select count(*)::int from pass.device v where v.partner_id = p.id and v.revoked_at is null) as doors
    from pass.partner p where ${mine(tx)} and (${id ?? null}::integer is null or p.id = ${id ?? null})
    order by p.name collate "fr-x-icu", p.id limit 2000`.execute(tx.q)
  return rows
}

export interface SaidOfPartner {
  name: string
  isPrivate: boolean
  about: string
  siret: string | null
  sectors: readonly string[]
  since: string
  until: string
  mostHolders: number | null
}

export async function insertPartner(tx: Write, authorityId: number, said: SaidOfPartner): Promise<number> {
  const { name, isPrivate, about, siret, sectors, since, until, mostHolders } = said
  const { rows } = await sql<{
    id: number
  }>`insert into pass.partner (authority_id, name, is_private, about, siret, sectors, since, until, most_holders)
    values (${authorityId}, ${name}, ${isPrivate}, ${about}, ${siret}, ${sectors as string[]}, ${since}, ${until}, ${mostHolders}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

/** @returns false when somebody changed it since */
export async function updatePartner(
  tx: Write,
  id: number,
  seen: number,
  { name, isPrivate, about, siret, sectors, since, until, mostHolders }: SaidOfPartner,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update pass.partner set name = ${name}, is_private = ${isPrivate}, about = ${about}, siret = ${siret},
      sectors = ${sectors as string[]}, since = ${since}, until = ${until}, most_holders = ${mostHolders}
    where id = ${id} and version = ${seen}`.execute(tx.q)
  return numAffectedRows === 1n
}

export interface KeptPlace {
  id: number
  partnerId: number
  name: string
  address: string
  opening: string
  closedOn: string | null
}

export async function keptPlaces(tx: Read, partnerId: number): Promise<KeptPlace[]> {
  const { rows } =
    await sql<KeptPlace>`select l.id, l.partner_id as "partnerId", l.name, l.address, l.opening,
      l.closed_on::text as "closedOn"
    from pass.place l where l.partner_id = ${partnerId} order by l.closed_on is not null, l.name collate "fr-x-icu", l.id`.execute(
      tx.q,
    )
  return rows
}

export type SaidOfPlace = Pick<KeptPlace, 'name' | 'address' | 'opening'>

export const insertPlace = (tx: Write, partnerId: number, { name, address, opening }: SaidOfPlace) =>
  sql`insert into pass.place (partner_id, name, address, opening) values (${partnerId}, ${name}, ${address}, ${opening})`.execute(
    tx.q,
  )

export const updatePlace = (
  tx: Write,
  id: number,
  { name, address, opening, closedOn }: SaidOfPlace & { closedOn: string | null },
) =>
  sql`update pass.place set name = ${name}, address = ${address}, opening = ${opening}, closed_on = ${closedOn} where id = ${id}`.execute(
    tx.q,
  )

export interface Price {
  class: string
  cents: number
  reimbursedCents: number
}

/** Days as `YYYY-MM-DD`, both included. */
export type DayRange = readonly [from: string, to: string]

export interface KeptProduct extends Product {
  closedDays: readonly DayRange[]
  prices: readonly Price[]
  placeIds: readonly number[]
}

export async function keptProducts(tx: Read, partnerId: number): Promise<KeptProduct[]> {
  const { rows } = await sql<KeptProduct>`select ${productColumns},
      (select coalesce(json_agg(json_build_array(lower(r), upper(r) - 1) order by r), '[]') from unnest(d.closed_days) r) as "closedDays",
      (select coalesce(json_agg(json_build_object('class', c.class, 'cents', c.cents, 'reimbursedCents', c.reimbursed_cents) order by c.cents, c.class), '[]')
        from pass.price c where c.product_id = d.id) as prices,
      array(select o.place_id from pass.product_place o where o.product_id = d.id order by 1) as "placeIds"
    from pass.product d join pass.partner p on p.id = d.partner_id where d.partner_id = ${partnerId}
    order by coalesce(d.until, 'infinity') desc, d.name collate "fr-x-icu", d.id`.execute(tx.q)
  return rows
}

export interface SaidOfProduct {
  name: string
  quantity: number | null
  grid: string | null
  months: number
  closedDays: readonly DayRange[]
  alone: number
  daily: number | null
  onPaper: boolean
  mostHolders: number | null
  since: string
  until: string | null
  prices: readonly Price[]
  placeIds: readonly number[]
}

const rangesOf = (days: readonly DayRange[]): string =>
  `{${days.map(([from, to]) => `[${from},${to}]`).join(',')}}`

export async function insertProduct(
  tx: Write,
  { partnerId, sector, kind }: Pick<Product, 'partnerId' | 'sector' | 'kind'>,
  said: SaidOfProduct,
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into pass.product (partner_id, sector, name, kind, quantity, grid, months, closed_days, alone, daily, on_paper, most_holders, since, until)
    values (${partnerId}, ${sector}, ${said.name}, ${kind}::pass.kind, ${said.quantity}, ${said.grid}, ${said.months},
      ${rangesOf(said.closedDays)}::datemultirange, ${said.alone}, ${said.daily}, ${said.onPaper}, ${said.mostHolders}, ${said.since}, ${said.until}) returning id`.execute(
    tx.q,
  )
  const id = rows[0]?.id ?? 0
  await priceAndPlace(tx, partnerId, id, said)
  return id
}

/** @returns false when somebody changed it since */
export async function updateProduct(
  tx: Write,
  { id, partnerId, version }: Pick<Product, 'id' | 'partnerId' | 'version'>,
  said: SaidOfProduct,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update pass.product set name = ${said.name}, quantity = ${said.quantity}, grid = ${said.grid}, months = ${said.months},
      closed_days = ${rangesOf(said.closedDays)}::datemultirange, alone = ${said.alone}, daily = ${said.daily}, on_paper = ${said.onPaper},
      most_holders = ${said.mostHolders}, since = ${said.since}, until = ${said.until}
    where id = ${id} and version = ${version}`.execute(tx.q)
  if (numAffectedRows !== 1n) return false
  await priceAndPlace(tx, partnerId, id, said)
  return true
}

/** Its prices and places are these. */
async function priceAndPlace(
  tx: Write,
  partnerId: number,
  productId: number,
  { prices, placeIds }: Pick<SaidOfProduct, 'prices' | 'placeIds'>,
): Promise<void> {
  const said = JSON.stringify(prices)
  await sql`delete from pass.price where product_id = ${productId}
    and class <> all (select x->>'class' from jsonb_array_elements(${said}::jsonb) x)`.execute(tx.q)
  await sql`insert into pass.price (product_id, class, cents, reimbursed_cents)
    select ${productId}, x->>'class', (x->>'cents')::integer, (x->>'reimbursedCents')::integer from jsonb_array_elements(${said}::jsonb) x
    on conflict (product_id, class) do update set cents = excluded.cents, reimbursed_cents = excluded.reimbursed_cents`.execute(
    tx.q,
  )
  await sql`delete from pass.product_place where product_id = ${productId} and place_id <> all (${placeIds as number[]})`.execute(
    tx.q,
  )
  await sql`insert into pass.product_place (product_id, place_id, partner_id)
    select ${productId}, l.id, l.partner_id from pass.place l where l.partner_id = ${partnerId} and l.id = any (${placeIds as number[]})
    on conflict do nothing`.execute(tx.q)
}

/** Its events are told one after the other. */
export const holdStory = (tx: Write, partnerId: number) =>
  sql`select pg_advisory_xact_lock(hashtext('pass.partner'), ${partnerId})`.execute(tx.q)
