// What partners know a pass by: one random value for each partner and sector, so that two of them together find nobody in common (CNIL
// RU-030), and its place in the list of its sector, drawn too. As the system.
import { randomBytes, randomInt } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** Bits of a list when it begins; it doubles when half of them are given. */
export const FIRST_SIZE = 1 << 16
/** Decoys among them: a list tells no number of those who lost something. */
const DECOYS = 64
/**
 * Seconds of a turn: lists of doors tell together, at the beginning of each, what died in the one before. Two partners that compare theirs
 * learn nothing of who died with whom but that they did in one turn.
 */
export const TURN = 8 * 3600

export interface Whose {
  passId: number
  partnerId: number
  sector: string
  /** Of what is printed on that card alone. */
  supportId?: number
}

export interface SectorValue {
  value: Buffer
  statusIndex: number
}

/** Drawn the first time, and after the one before was retired. */
export async function sectorValue(tx: Write, whose: Whose): Promise<SectorValue> {
  const live = await liveValue(tx, whose)
  if (live !== undefined) return live
  const size = await sizeFor(tx, whose.sector)
  for (;;) {
    // A draw that meets another is drawn again.
    await insertValue(tx, whose, { value: randomBytes(16), statusIndex: randomInt(size) })
    const drawn = await liveValue(tx, whose)
    if (drawn !== undefined) return drawn
  }
}

async function liveValue(
  tx: Read,
  { passId, partnerId, sector, supportId }: Whose,
): Promise<SectorValue | undefined> {
  const { rows } = await sql<SectorValue>`select value, status_index as "statusIndex" from pass.sector_value
    where pass_id = ${passId} and partner_id = ${partnerId} and sector = ${sector} and retired_at is null
      and support_id is not distinct from ${supportId ?? null}::bigint`.execute(tx.q)
  return rows[0]
}

const insertValue = (
  tx: Write,
  { passId, partnerId, sector, supportId }: Whose,
  { value, statusIndex }: SectorValue,
) =>
  sql`insert into pass.sector_value (pass_id, partner_id, sector, value, status_index, given_at, support_id)
    select ${passId}, ${partnerId}, ${sector}, ${value}, ${statusIndex}, ${tx.now}, ${supportId ?? null}::bigint
    where not exists (select from pass.dead where sector = ${sector} and status_index = ${statusIndex})
      and not exists (select from pass.copy where sector = ${sector} and status_index = ${statusIndex}) on conflict do nothing`.execute(
    tx.q,
  )

/** How many places the list of a sector has, half of them free at least; held until the end of the transaction, so that none is drawn twice. */
export async function sizeFor(tx: Write, sector: string): Promise<number> {
  const { rows: made } =
    await sql`insert into pass.status_list (sector, size, version, changed_at) values (${sector}, ${FIRST_SIZE}, 1, ${tx.now})
    on conflict do nothing returning size`.execute(tx.q)
  if (made.length > 0)
    for (let decoy = 0; decoy < 2 * DECOYS; decoy++)
      await die(tx, sector, { statusIndex: randomInt(FIRST_SIZE), ofCopy: decoy >= DECOYS })
  const { rows } = await sql<{ size: number; given: number }>`select l.size,
    (select count(*)::int from pass.sector_value v where v.sector = l.sector) + (select count(*)::int from pass.copy c where c.sector = l.sector) + (select count(*)::int from pass.dead d where d.sector = l.sector) as given
    from pass.status_list l where l.sector = ${sector} for update`.execute(tx.q)
  const { size, given } = rows[0] ?? { size: FIRST_SIZE, given: 0 }
  if (given * 2 < size) return size
  await sql`update pass.status_list set size = size * 2, version = version + 1, changed_at = ${tx.now} where sector = ${sector}`.execute(
    tx.q,
  )
  return size * 2
}

const die = (tx: Write, sector: string, { statusIndex, ofCopy }: { statusIndex: number; ofCopy: boolean }) =>
  sql`insert into pass.dead (sector, status_index, at, of_copy) values (${sector}, ${statusIndex}, ${tx.now}, ${ofCopy}) on conflict do nothing`.execute(
    tx.q,
  )

/** All that partners know the pass by is dead from now on, but what is printed on cards that live. */
export async function retireValues(tx: Write, passId: number): Promise<void> {
  await retire(tx, sql`v.pass_id = ${passId} and (v.support_id is null or s.ended_at is not null)`)
  await retireCopies(
    tx,
    sql<boolean>`c.support_id in (select id from pass.support where pass_id = ${passId})`,
  )
}

/** What is printed on a card is dead, and nothing else. */
export const retirePrinted = (tx: Write, supportId: number): Promise<void> =>
  retire(tx, sql`v.support_id = ${supportId}`)

async function retire(tx: Write, which: RawBuilder<unknown>): Promise<void> {
  await sql`with retired as (update pass.sector_value set retired_at = ${tx.now} where retired_at is null and id in
        (select v.id from pass.sector_value v left join pass.support s on s.id = v.support_id where ${which})
      returning sector, status_index),
    dead as (insert into pass.dead (sector, status_index, at) select sector, status_index, ${tx.now}::timestamptz from retired on conflict do nothing)
    update pass.status_list set version = version + 1, changed_at = ${tx.now} where sector in (select sector from retired)`.execute(
    tx.q,
  )
}

/** Copies in wallets are dead from now on. @param which of the rows `c` */
export async function retireCopies(tx: Write, which: RawBuilder<boolean>): Promise<void> {
  await sql`with retired as (update pass.copy c set retired_at = ${tx.now} where ${which} and c.retired_at is null returning c.sector, c.status_index),
    dead as (insert into pass.dead (sector, status_index, at, of_copy) select sector, status_index, ${tx.now}::timestamptz, true from retired on conflict do nothing)
    update pass.status_list set version = version + 1, changed_at = ${tx.now} where sector in (select sector from retired)`.execute(
    tx.q,
  )
}

/** The list of a sector: how many places, and those that it tells dead. */
export interface DeadList {
  size: number
  dead: readonly number[]
}

/** @param of what doors know a pass by, told by turns; or copies in wallets, which no door knows by their place, told at once */
export async function deadList(
  tx: Read,
  sector: string,
  of: 'values' | 'copies',
): Promise<DeadList | undefined> {
  const turn = new Date(Math.floor(tx.now.getTime() / 1000 / TURN) * TURN * 1000)
  const told = of === 'copies' ? sql`d.of_copy` : sql`not d.of_copy and d.at < ${turn}`
  const { rows } =
    await sql<DeadList>`select l.size, array(select d.status_index from pass.dead d where d.sector = l.sector and ${told}) as dead
    from pass.status_list l where l.sector = ${sector}`.execute(tx.q)
  return rows[0]
}

/** Whose it is, as long as it lives, and the card that it is printed on is in service; undefined for a value of another partner or sector. */
export async function passOfValue(
  tx: Read,
  { value, partnerId, sector }: { value: Buffer; partnerId: number; sector: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ passId: number }>`select pass_id as "passId" from pass.sector_value
    where value = ${value} and partner_id = ${partnerId} and sector = ${sector} and retired_at is null
      and (support_id is null or support_id in (select id from pass.support where state = 'active'))`.execute(
    tx.q,
  )
  return rows[0]?.passId
}
