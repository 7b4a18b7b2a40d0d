// SQL of what there is to hold: partners, places, products. Public; who writes them, the policies say.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

export type Kind = 'entry' | 'price' | 'entries' | 'credit' | 'weekly'

/** Days as `YYYY-MM-DD`, both included. */
export interface Partner {
  id: number
  authorityId: number
  name: string
  isPrivate: boolean
  about: string
  siret: string | null
  /** Of the register of processing. */
  sectors: readonly string[]
  /** Those that its agreement opens to the authority; the others wait. */
  openSectors: readonly string[]
  since: string
  until: string
  /** How many people at most, while it is tried; null: it is no trial. */
  mostHolders: number | null
  version: number
}

export interface Product {
  id: number
  partnerId: number
  partner: string
  sector: string
  name: string
  kind: Kind
  /** Entries, cents, or times a week; null: none is counted. */
  quantity: number | null
  /** Id of the grid that says who has it; null: whoever it is given or sold to. */
  grid: string | null
  months: number
  /** Entries, or cents, that a door accepts by itself of one holder between two of its sendings. */
  alone: number
  /** Of a credit: cents that one door takes of one holder in a day, at most; null: no bound. */
  daily: number | null
  onPaper: boolean
  mostHolders: number | null
  since: string
  until: string | null
  version: number
}

/** `p` is the partner. Open: today, or on its first day when that is to come. */
export const partnerColumns = (
  tx: Read,
) => sql`p.id, p.authority_id as "authorityId", p.name, p.is_private as "isPrivate", p.about, p.siret, p.sectors,
  pass.open_sectors(p.authority_id, p.sectors, greatest(p.since, territory.day_of(${tx.now}))) as "openSectors",
  p.since::text, p.until::text, p.most_holders as "mostHolders", p.version`
export const productColumns = sql`d.id, d.partner_id as "partnerId", p.name as partner, d.sector, d.name, d.kind, d.quantity, d.grid, d.months,
  d.alone, d.daily, d.on_paper as "onPaper", d.most_holders as "mostHolders", d.since::text, d.until::text, d.version`

export async function partners(tx: Read): Promise<Partner[]> {
  const { rows } =
    await sql<Partner>`select ${partnerColumns(tx)} from pass.partner p where p.sandbox_of is null order by p.name collate "fr-x-icu", p.id`.execute(
      tx.q,
    )
  return rows
}

export async function partnerById(tx: Read, id: number): Promise<Partner | undefined> {
  const { rows } =
    await sql<Partner>`select ${partnerColumns(tx)} from pass.partner p where p.id = ${id}`.execute(tx.q)
  return rows[0]
}

export async function productById(tx: Read, id: number): Promise<Product | undefined> {
  const { rows } =
    await sql<Product>`select ${productColumns} from pass.product d join pass.partner p on p.id = d.partner_id where d.id = ${id}`.execute(
      tx.q,
    )
  return rows[0]
}

/** What may be had on a day, of partners whose agreement runs, in sectors that are open; `waiting`: in those that closed, too. */
export async function productsOn(tx: Read, day: string, { waiting = false } = {}): Promise<Product[]> {
  const { rows } =
    await sql<Product>`select ${productColumns} from pass.product d join pass.partner p on p.id = d.partner_id
    where p.sandbox_of is null and ${day}::date between p.since and p.until and ${day}::date between d.since and coalesce(d.until, 'infinity')
      and (${waiting} or pass.open_until(p.authority_id, d.sector, ${day}::date) is not null)
    order by p.name collate "fr-x-icu", d.name collate "fr-x-icu"`.execute(tx.q)
  return rows
}
