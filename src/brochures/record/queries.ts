// SQL of brochures: as they are read, as they are kept, as their copies move.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows, type Relation } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { typo } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import { access, meant } from './access.ts'
import type { Each, MovementKind, Supply, Why } from './words.ts'

/** What its keepers say of it. */
export interface Said {
  audienceId: number
  title: string
  abstract: string
  languages: string[]
  picture: string | null
  lowAt: number
  least: number
  most: number
  quota: number | null
  quotaEach: Each
  withdrawnOn: Day | null
}

export interface Brochure extends Said, Supply {
  id: number
  authorityId: number
  pdf: string | null
  changedAt: Date
  version: number
}

const columns = sql`b.id, b.authority_id as "authorityId", b.audience_id as "audienceId", b.title, b.abstract, b.languages, b.picture, b.pdf,
  b.stock, b.low_at as "lowAt", b.least, b.most, b.quota, b.quota_each as "quotaEach", b.withdrawn_on::text as "withdrawnOn",
  b.changed_at as "changedAt", b.version`

const asked = (tx: Read, relations: readonly Relation[], more: RawBuilder<unknown>) =>
  sql<Brochure>`select ${columns} from brochures.brochure b where ${allowedRows(relations, tx.actor, 'b')} and ${more}
    order by b.title collate "fr-x-icu", b.id`

/** Those that are shown to whoever reads, by their title. */
export async function shownBrochures(tx: Read): Promise<Brochure[]> {
  const shown = sql`b.pdf is not null and (b.withdrawn_on is null or b.withdrawn_on > territory.day_of(${tx.now}))`
  const { rows } = await asked(tx, meant, shown).execute(tx.q)
  return rows.map((one) => ({ ...one, title: typo(one.title), abstract: typo(one.abstract) }))
}

/** Those that whoever acts keeps. */
export const keptBrochures = async (tx: Read): Promise<Brochure[]> =>
  (await asked(tx, access['brochure.keep'], sql`true`).execute(tx.q)).rows

/** One of them, held until the transaction ends. */
export async function heldBrochure(tx: Write, id: number): Promise<Brochure | undefined> {
  const { rows } = await sql<Brochure>`select ${columns} from brochures.brochure b
    where b.id = ${id} and ${allowedRows(access['brochure.keep'], tx.actor, 'b')} for update`.execute(tx.q)
  return rows[0]
}

/** Copies that a commune has had of each in the period of its quota. */
export async function takenBy(tx: Read, communeId: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; copies: number }>`
    select brochure_id as id, copies from brochures.taken(${communeId})`.execute(tx.q)
  return new Map(rows.map(({ id, copies }) => [id, copies]))
}

/** @returns its id */
export async function insertBrochure(tx: Write, authorityId: number, said: Said): Promise<number> {
  const { audienceId, title, abstract, languages, picture, lowAt, least, most, quota, quotaEach } = said
  const { rows } = await sql<{ id: number }>`
    insert into brochures.brochure (authority_id, audience_id, title, abstract, languages, picture, low_at, least, most, quota, quota_each, withdrawn_on)
    values (${authorityId}, ${audienceId}, ${title}, ${abstract}, ${languages}, ${picture}, ${lowAt}, ${least}, ${most}, ${quota}, ${quotaEach},
      ${said.withdrawnOn}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function updateBrochure(tx: Write, id: number, said: Said): Promise<void> {
  const { audienceId, title, abstract, languages, picture, lowAt, least, most, quota, quotaEach } = said
  await sql`update brochures.brochure set audience_id = ${audienceId}, title = ${title}, abstract = ${abstract}, languages = ${languages},
    picture = ${picture}, low_at = ${lowAt}, least = ${least}, most = ${most}, quota = ${quota}, quota_each = ${quotaEach},
    withdrawn_on = ${said.withdrawnOn} where id = ${id}`.execute(tx.q)
}

export async function setPdf(tx: Write, id: number, fileId: string): Promise<void> {
  await sql`update brochures.brochure set pdf = ${fileId} where id = ${id}`.execute(tx.q)
}

export interface Wanted {
  id: number
  copies: number
}

/** Holds them for a request sent in this transaction: all or none. @returns what is refused */
export async function hold(
  tx: Write,
  requestId: number,
  ref: string,
  wanted: readonly Wanted[],
): Promise<{ id: number; why: Why; remaining: number }[]> {
  const { rows } = await sql<{ id: number; why: Why; remaining: number }>`
    select brochure_id as id, why, remaining from brochures.hold(${requestId}, ${ref}, ${JSON.stringify(wanted)}::jsonb)`.execute(
    tx.q,
  )
  return rows
}

/** @returns how many lines of the order it settles */
export async function settleLines(
  tx: Write,
  request: { id: number; ref: string },
  becomes: 'delivered' | 'returned',
): Promise<number> {
  const { rows } = await sql<{ many: number }>`
    select brochures.settle(${request.id}, ${request.ref}, ${becomes}) as many`.execute(tx.q)
  return rows[0]?.many ?? 0
}

/** What came back to the shelf is held once more. @returns how many lines of the order cannot be: nothing is held then */
export async function holdLinesAgain(tx: Write, request: { id: number; ref: string }): Promise<number> {
  const { rows } = await sql<{ missing: number }>`
    select brochures.hold_again(${request.id}, ${request.ref}) as missing`.execute(tx.q)
  return rows[0]?.missing ?? 0
}

/** @returns what is left then; null when that would be fewer than none */
export async function restock(
  tx: Write,
  id: number,
  kind: 'received' | 'corrected',
  many: number,
  because: string,
): Promise<number | null> {
  const { rows } = await sql<{ left: number | null }>`
    select brochures.restock(${id}, ${kind}, ${many}, ${because}) as left`.execute(tx.q)
  return rows[0]?.left ?? null
}

export interface Movement {
  id: number
  at: Date
  kind: MovementKind
  copies: number
  stock: number
  reason: string
  ref: string | null
  personId: number | null
}

/** The last first. */
export async function movementsOf(tx: Read, brochureId: number, most: number): Promise<Movement[]> {
  const { rows } = await sql<Movement>`
    select id, at, kind, copies, stock, reason, ref, person_id as "personId" from brochures.movement
    where brochure_id = ${brochureId} order by id desc limit ${most}`.execute(tx.q)
  return rows
}

/** Those that run out, of which nobody was told, marked. As the system */
export async function tellLow(
  tx: Write,
  most: number,
): Promise<Pick<Brochure, 'id' | 'authorityId' | 'title' | 'stock'>[]> {
  const { rows } = await sql<Pick<Brochure, 'id' | 'authorityId' | 'title' | 'stock'>>`
    update brochures.brochure set told_low_at = ${tx.now} where id in (
      select b.id from brochures.brochure b where b.told_low_at is null and b.stock <= b.low_at and b.pdf is not null
        and (b.withdrawn_on is null or b.withdrawn_on > territory.day_of(${tx.now})) order by b.id limit ${most} for update)
    returning id, authority_id as "authorityId", title, stock`.execute(tx.q)
  return rows
}

/** How many run out, for their keepers. */
export async function countLow(tx: Read): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from brochures.brochure b
    where b.stock <= b.low_at and (b.withdrawn_on is null or b.withdrawn_on > territory.day_of(${tx.now}))
      and ${allowedRows(access['brochure.keep'], tx.actor, 'b')}`.execute(tx.q)
  return rows[0]?.count ?? 0
}

/** How many are for each of these audiences. */
export async function countForAudiences(
  tx: Read,
  audienceIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    select b.audience_id as id, count(*)::integer as count from brochures.brochure b
    where b.audience_id = any (${audienceIds as number[]}::integer[]) and ${allowedRows(access['brochure.keep'], tx.actor, 'b')}
    group by 1`.execute(tx.q)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

export async function brochuresFor(tx: Read, audienceId: number): Promise<Brochure[]> {
  return (await asked(tx, access['brochure.keep'], sql`b.audience_id = ${audienceId}`).execute(tx.q)).rows
}

/** Those whose cover it is, for their keepers. */
export async function brochuresWith(tx: Read, picture: string): Promise<Brochure[]> {
  return (await asked(tx, access['brochure.keep'], sql`b.picture = ${picture}::uuid`).execute(tx.q)).rows
}

export async function countWith(tx: Read, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ key: string; count: number }>`
    select b.picture as key, count(*)::integer as count from brochures.brochure b
    where b.picture = any (${keys as string[]}::uuid[]) and ${allowedRows(access['brochure.keep'], tx.actor, 'b')} group by 1`.execute(
    tx.q,
  )
  return new Map(rows.map(({ key, count }) => [key, count]))
}
