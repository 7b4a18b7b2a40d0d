// What chips say to readers: a number at the place of each partner and sector, drawn, which nothing joins to the number beside it. As the
// system: whoever calls has judged.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Reading } from '../gate/card.ts'
import { heldOn, opensAt } from './entitlements.ts'

/** Places of a chip: ten of sectors of the standard, the others of partners and sectors. */
export const PLACES = { first: 11, last: 35 } as const
/** PIDXKeyRef of what is drawn by an installation, not given by the standard’s keeper. */
export const OWN_KEY = 0x0102

interface Where {
  partnerId: number
  sector: string
}

/** Where chips are read for that partner and sector; undefined: nowhere yet. */
export async function placeOf(tx: Read, { partnerId, sector }: Where): Promise<number | undefined> {
  const { rows } = await sql<{
    place: number
  }>`select place from pass.card_slot where partner_id = ${partnerId} and sector = ${sector}`.execute(tx.q)
  return rows[0]?.place
}

/** Gives a place to each partner and sector that runs and has none, as far as there are any: a chip has twenty-five. */
export async function givePlaces(tx: Write): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('pass.card_slot'))`.execute(tx.q)
  await sql`with wanted as (select p.id, s.sector, row_number() over (order by p.id, s.sector) as n
      from pass.partner p cross join unnest(p.sectors) s(sector)
      where p.sandbox_of is null and p.until >= territory.day_of(${tx.now}) and not exists (select from pass.card_slot c where (c.partner_id, c.sector) = (p.id, s.sector))),
    free as (select place, row_number() over (order by place) as n from generate_series(${PLACES.first}::int, ${PLACES.last}::int) place
      where not exists (select from pass.card_slot c where c.place = place.place))
    insert into pass.card_slot (partner_id, sector, place)
    select w.id, w.sector, f.place from wanted w join free f using (n)`.execute(tx.q)
}

/** Drawn once for a card. @returns what its chip bears, place by place */
export async function drawNumbers(tx: Write, supportId: number): Promise<Reading[]> {
  const wanted = Array.from({ length: PLACES.last - PLACES.first + 1 }, (_, at) => PLACES.first + at)
  for (let missing: readonly number[] = wanted; missing.length > 0; ) {
    // A draw that meets another is drawn again.
    const drawn = missing.map(() => randomBytes(4))
    await sql`insert into pass.card_number (support_id, place, key_ref, value)
      select ${supportId}, place, ${OWN_KEY}, value from unnest(${missing as number[]}::int[], ${drawn}::bytea[]) as drawn(place, value)
      on conflict do nothing`.execute(tx.q)
    const kept = new Set((await numbersOf(tx, supportId)).map(({ place }) => place))
    missing = missing.filter((place) => !kept.has(place))
  }
  return numbersOf(tx, supportId)
}

async function numbersOf(tx: Read, supportId: number): Promise<Reading[]> {
  const { rows } = await sql<{ place: number; keyRef: number; value: Buffer }>`
    select place, key_ref as "keyRef", value from pass.card_number where support_id = ${supportId} order by place`.execute(
    tx.q,
  )
  return rows.map((row) => ({ ...row, value: new Uint8Array(row.value) }))
}

export interface Card {
  passId: number
  /** In service, of a pass that is not stopped. */
  isLive: boolean
  endedAt: Date | null
}

/** Whose card says that; undefined when none does. */
export async function cardOf(tx: Read, { place, keyRef, value }: Reading): Promise<Card | undefined> {
  const { rows } =
    await sql<Card>`select s.pass_id as "passId", s.state = 'active' and p.stopped_at is null as "isLive", s.ended_at as "endedAt"
    from pass.card_number n join pass.support s on s.id = n.support_id join pass.pass p on p.id = s.pass_id
    where n.place = ${place} and n.key_ref = ${keyRef} and n.value = ${Buffer.from(value)}`.execute(tx.q)
  return rows[0]
}

/** A card, and something that it opens there. */
export interface CardRight extends Reading {
  /** By which that partner knows the pass; null when it does not yet. */
  known: Buffer | null
  productId: number
  class: string
  /** Entries or cents that are left, as many as a door takes by itself; null: none is counted. */
  left: number | null
  until: string
}

/** Cards in service that open something at a partner, in a sector, on a day: those given last first. */
export async function cardsAt(
  tx: Read,
  { partnerId, sector, day }: Where & { day: string },
  most: number,
): Promise<CardRight[]> {
  const { rows } = await sql<
    Omit<CardRight, 'value'> & { value: Buffer }
  >`select n.place, n.key_ref as "keyRef", n.value, v.value as known, e.product_id as "productId", e.class,
      least(e.remaining, d.alone) as left, least(e.until, p.until, o.until)::text as until
    from ${heldOn(day)} join pass.pass c on c.id = e.pass_id and c.stopped_at is null
      join pass.support s on s.pass_id = c.id and s.state = 'active'
      join pass.card_slot w on (w.partner_id, w.sector) = (d.partner_id, d.sector)
      join pass.card_number n on n.support_id = s.id and n.place = w.place
      left join pass.sector_value v on v.pass_id = c.id and (v.partner_id, v.sector) = (d.partner_id, d.sector) and v.support_id is null and v.retired_at is null
    where ${opensAt({ partnerId, sector, day })}
    order by e.decided_at desc, e.id desc, n.support_id limit ${most}`.execute(tx.q)
  return rows.map((row) => ({ ...row, value: new Uint8Array(row.value) }))
}
