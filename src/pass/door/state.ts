// What a door is told, so that it may decide alone: keys, what opens here, the time as we sign it. All of its own sector and partner.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Keys } from '#platform/keys.ts'
import { territory } from '#territory'
import type { Product } from '../gate/state.ts'
import { type ClassNames, classNames } from '../grid/names.ts'
import { writeTime } from '../gate/clock.ts'
import { ANY_CLASS, partnerName, productName } from '../issue/names.ts'
import { issuerKeys, signingKey } from '../issue/issuer.ts'
import { listAddress } from '../issue/lists.ts'
import { placeOf } from '../record/cards.ts'
import { fromText, toText } from '../token/bytes.ts'
import type { Device } from './device.ts'

export const deviceName = (id: number): string => `t${id}`
const placeName = (id: number): string => `l${id}`

interface Row {
  id: number
  name: string
  kind: 'entry' | 'price' | 'entries' | 'credit' | 'weekly'
  quantity: number | null
  grid: string | null
  alone: number
  daily: number | null
  onPaper: boolean
  since: string
  until: string | null
  closed: { from: string; to: string }[]
  places: number[]
  prices: { class: string; cents: number }[]
}

const COUNTED = {
  entry: 'nothing',
  price: 'nothing',
  entries: 'entries',
  credit: 'credit',
  weekly: 'weekly',
} as const

async function rowsFor(tx: Read, { partnerId, sector }: Device): Promise<Row[]> {
  const { rows } =
    await sql<Row>`select d.id, d.name, d.kind, d.quantity, d.grid, d.alone, d.daily, d.on_paper as "onPaper", d.since::text, d.until::text,
      array(select jsonb_build_object('from', lower(r), 'to', upper(r) - 1) from unnest(d.closed_days) r) as closed,
      array(select place_id from pass.product_place where product_id = d.id) as places,
      coalesce((select jsonb_agg(jsonb_build_object('class', class, 'cents', cents)) from pass.price where product_id = d.id), '[]') as prices
    from pass.product d where d.partner_id = ${partnerId} and d.sector = ${sector} and coalesce(d.until, 'infinity') >= territory.day_of(platform.now())
    order by d.id`.execute(tx.q)
  return rows
}

/** What it is called, and its classes, for whoever stands at the door. */
export interface NamedProduct extends Product {
  name: string
  classes: Readonly<Record<string, string>>
}

const productFor = (row: Row, names: ClassNames): NamedProduct => ({
  id: productName(row.id),
  name: row.name,
  classes: names.all(row.grid),
  counted: COUNTED[row.kind],
  weekly: row.kind === 'weekly' ? row.quantity : null,
  cents: Object.fromEntries(
    row.prices.map((price) => [price.class === '' ? ANY_CLASS : price.class, price.cents]),
  ),
  ...{
    alone: row.alone,
    daily: row.daily,
    onPaper: row.onPaper,
    since: row.since,
    until: row.until,
    closed: row.closed,
  },
  places: row.places.map(placeName),
})

/** Where chips are read for it, once a place is given to its partner and sector. */
async function readerOf(tx: Read, device: Device): Promise<{ place: number } | null> {
  const place = await placeOf(tx, device)
  return place === undefined ? null : { place }
}

/** @param nonce what the door drew, in base64url; the time is signed with it */
export async function stateFor(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  { device, nonce, origin }: { device: Device; nonce: string; origin: string },
) {
  const drawn = fromText(nonce)
  const now = Math.floor(tx.now.getTime() / 1000)
  const { zone } = await territory(tx)
  const names = await classNames(tx)
  const issuer = await signingKey(tools, tx)
  return {
    device: { name: deviceName(device.id), label: device.label },
    partner: device.partner,
    place: { name: placeName(device.placeId), label: device.place },
    audience: { partner: partnerName(device.partnerId), sector: device.sector },
    zone,
    /** The last day on which it opens. */
    until: device.until,
    keys: await issuerKeys(tx),
    products: (await rowsFor(tx, device)).map((row) => productFor(row, names)),
    fetchedAt: now,
    list: listAddress(origin, device.sector),
    time: toText(await writeTime(now, drawn?.length === 16 ? drawn : new Uint8Array(16), issuer)),
    /** The end of its chain as far as it was received. */
    reader: await readerOf(tx, device),
    head: { seq: device.lastSeq, hash: toText(new Uint8Array(device.lastHash ?? Buffer.alloc(32))) },
  }
}
