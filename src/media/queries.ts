// SQL of the library of media: its pictures as their keepers have them, as they are taken, as they are shown.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Asked, Page } from '#platform/screens/asked.ts'
import { keysetPage } from '#platform/screens/keyset.ts'
import type { Day } from '#territory'
import { access } from './access.ts'
import { type Licence, NOTICE_DAYS, type State } from './words.ts'

/** A picture as texts name it, and as it is shown. */
export interface Shown {
  /** By which texts and addresses name it. */
  key: string
  /** What it shows to whoever does not see it. */
  alternative: string
  credit: string
  /** In pixels. */
  width: number
  height: number
}

/** What its keepers say of it. */
export interface Said {
  name: string
  alternative: string
  credit: string
  source: string
  licence: Licence
  rightsUntil: Day | null
  isShared: boolean
}

export interface Picture extends Said, Shown {
  id: number
  authorityId: number
  changedAt: Date
  version: number
  state: State
}

const today = (tx: Read) => sql`territory.day_of(${tx.now})`

const state = (
  tx: Read,
) => sql`case when p.rights_until < ${today(tx)} then 'ended' when p.alternative = '' or p.credit = '' then 'wordless'
  when p.rights_until <= ${today(tx)} + ${NOTICE_DAYS}::integer then 'ending' else 'ready' end`

const columns = (
  tx: Read,
) => sql`p.id, p.key, p.authority_id as "authorityId", p.name, p.alternative, p.credit, p.source, p.licence,
  p.rights_until::text as "rightsUntil", p.is_shared as "isShared", p.width, p.height, p.changed_at as "changedAt", p.version,
  ${state(tx)} as state`

const kept = (tx: Read): RawBuilder<boolean> => allowedRows(access['picture.keep'], tx.actor, 'p')

/** What narrows the list; '' narrows nothing. */
export interface Narrowing {
  words: readonly string[]
  state: string
  licence: string
  authorityId: number | null
}

const plain = sql`' ' || regexp_replace(public.unaccent(lower(concat_ws(' ', p.name, p.alternative, p.credit))), '[^[:alnum:]]+', ' ', 'g')`

function matching(tx: Read, { words, state: wanted, licence, authorityId }: Narrowing): RawBuilder<boolean> {
  const asked = [
    kept(tx),
    ...words.map((word) => sql`${plain} like ${`% ${word}%`}`),
    ...(wanted === '' ? [] : [sql`${state(tx)} = ${wanted}`]),
    ...(licence === '' ? [] : [sql`p.licence = ${licence}`]),
    ...(authorityId === null ? [] : [sql`p.authority_id = ${authorityId}`]),
  ]
  return sql<boolean>`(${sql.join(asked, sql` and `)})`
}

/** A page of those that whoever acts keeps, the last changed first. */
export const keptPage = (tx: Read, narrowing: Narrowing, asked: Asked): Promise<Page<Picture>> =>
  keysetPage<Picture>(tx, asked, {
    columns: columns(tx),
    from: sql`media.picture p`,
    where: matching(tx, narrowing),
    orders: { change: { by: sql`p.changed_at`, type: 'timestamptz' } },
    id: sql`p.id`,
  })

/** One of those that whoever acts keeps. */
export async function keptPicture(tx: Read, id: number): Promise<Picture | undefined> {
  const { rows } =
    await sql<Picture>`select ${columns(tx)} from media.picture p where p.id = ${id} and ${kept(tx)}`.execute(
      tx.q,
    )
  return rows[0]
}

/** The same, held until the transaction ends. */
export async function heldPicture(tx: Write, id: number): Promise<Picture | undefined> {
  const { rows } =
    await sql<Picture>`select ${columns(tx)} from media.picture p where p.id = ${id} and ${kept(tx)} for update`.execute(
      tx.q,
    )
  return rows[0]
}

/** How many ask something of those who keep them: a description, a right that ends. */
export async function countToMend(tx: Read): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from media.picture p
    where ${kept(tx)} and ${state(tx)} <> 'ready'`.execute(tx.q)
  return rows[0]?.count ?? 0
}

/** @returns its id */
export async function insertPicture(
  tx: Write,
  authorityId: number,
  name: string,
  { width, height }: Pick<Shown, 'width' | 'height'>,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into media.picture (authority_id, name, width, height)
    values (${authorityId}, ${name}, ${width}, ${height}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function updatePicture(tx: Write, id: number, said: Said): Promise<void> {
  const { name, alternative, credit, source, licence, rightsUntil, isShared } = said
  await sql`update media.picture set name = ${name}, alternative = ${alternative}, credit = ${credit}, source = ${source},
    licence = ${licence}, rights_until = ${rightsUntil}, is_shared = ${isShared} where id = ${id}`.execute(
    tx.q,
  )
}

export async function deletePicture(tx: Write, id: number): Promise<void> {
  await sql`delete from media.picture where id = ${id}`.execute(tx.q)
}

/** Those that may be shown: a right that has ended is the same to its keepers as to readers. */
const inRight = (tx: Read) => sql<boolean>`(p.rights_until is null or p.rights_until >= ${today(tx)})`

const SHOWN = sql`p.key, p.alternative, p.credit, p.width, p.height`

/** Those of these keys that are in sight of whoever acts, and may be shown today. */
export async function shownByKey(tx: Read, keys: readonly string[]): Promise<Shown[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<Shown>`select ${SHOWN} from media.picture p
    where p.key = any (${keys as string[]}::uuid[]) and ${inRight(tx)}`.execute(tx.q)
  return rows
}

/** Its own, and those that others share: told, and in right. */
const mayBeTaken = (tx: Read, authorityId: number) =>
  sql<boolean>`(p.authority_id = ${authorityId} or p.is_shared) and ${inRight(tx)} and p.alternative <> '' and p.credit <> ''`

interface Takeable extends Shown {
  name: string
}

/** Those that may be taken in what is written for that authority, the last changed first. */
export async function takeable(tx: Read, authorityId: number, most: number): Promise<Takeable[]> {
  const { rows } = await sql<Takeable>`select ${SHOWN}, p.name from media.picture p
    where ${mayBeTaken(tx, authorityId)} order by p.changed_at desc, p.id desc limit ${most}`.execute(tx.q)
  return rows
}

/** Of these keys, those that may be taken in what is written for that authority. */
export async function takenAmong(tx: Read, authorityId: number, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<{ key: string }>`select p.key from media.picture p
    where p.key = any (${keys as string[]}::uuid[]) and ${mayBeTaken(tx, authorityId)}`.execute(tx.q)
  return rows.map(({ key }) => key)
}

/** The number of a picture that is in sight of whoever acts. */
export async function pictureInSight(tx: Read, key: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select p.id from media.picture p where p.key = ${key}`.execute(
    tx.q,
  )
  return rows[0]?.id
}

/** A picture whose right ends, as the system tells its keepers. */
export interface Ending {
  id: number
  key: string
  authorityId: number
  name: string
  rightsUntil: Day
}

/** Marks those whose right ends in that many days, of which nobody was told. @returns them. As the system */
export async function tellEnding(tx: Write, most: number): Promise<Ending[]> {
  const { rows } = await sql<Ending>`update media.picture set told_until = rights_until where id in (
      select p.id from media.picture p where p.rights_until between ${today(tx)} and ${today(tx)} + ${NOTICE_DAYS}::integer
        and p.told_until is distinct from p.rights_until order by p.rights_until, p.id limit ${most} for update)
    returning id, key, authority_id as "authorityId", name, rights_until::text as "rightsUntil"`.execute(tx.q)
  return rows
}
