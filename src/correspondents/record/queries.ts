// SQL of the network of correspondents: who is, by which mission sheet, validated by whom; PostgreSQL says to whom (001090).
import { type RawBuilder, sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Day } from '#territory'
import { access } from './access.ts'

/** A wording of the mission sheet. */
export interface Sheet {
  id: number
  authorityId: number
  n: number
  role: string
  missions: string[]
  conditions: string
  writtenName: string
  writtenAt: Date
}

export type SaidOfSheet = Pick<Sheet, 'role' | 'missions' | 'conditions'>

const sheetColumns = sql`s.id, s.authority_id as "authorityId", s.n, s.role, s.missions, s.conditions, s.written_name as "writtenName",
  s.written_at as "writtenAt"`

/** Every wording of an authority, the last first. */
export async function sheetsOf(tx: Read, authorityId: number): Promise<Sheet[]> {
  const { rows } = await sql<Sheet>`select ${sheetColumns} from correspondents.sheet s
    where s.authority_id = ${authorityId} order by s.n desc`.execute(tx.q)
  return rows
}

export async function sheetOf(tx: Read, id: number): Promise<Sheet | undefined> {
  const { rows } =
    await sql<Sheet>`select ${sheetColumns} from correspondents.sheet s where s.id = ${id}`.execute(tx.q)
  return rows[0]
}

/** @returns its id */
export async function insertSheet(tx: Write, authorityId: number, said: SaidOfSheet): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into correspondents.sheet (authority_id, role, missions, conditions, written_at)
    values (${authorityId}, ${said.role}, ${said.missions}, ${said.conditions}, ${tx.now}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export interface Correspondent {
  id: number
  authorityId: number
  unitId: number
  personId: number
  name: string
  sheetId: number
  since: Day
  proposedAt: Date
  agreedAt: Date | null
  approvedAt: Date | null
  approvedName: string | null
  doubt: string
  until: Day | null
  followsId: number | null
  about: string
  skills: string[]
  pace: string
  version: number
}

// Nobody is in office before the second of them validated, whatever day was proposed.
const columns = sql`c.id, c.authority_id as "authorityId", c.unit_id as "unitId", c.person_id as "personId", c.name, c.sheet_id as "sheetId",
  greatest(c.since, territory.day_of(c.approved_at))::text as since, c.proposed_at as "proposedAt", c.agreed_at as "agreedAt", c.approved_at as "approvedAt",
  c.approved_name as "approvedName", c.doubt, c.until::text as until, c.follows_id as "followsId", c.about, c.skills, c.pace, c.version`

/** More than a territory has. */
const MOST = 2000

const asked = async (tx: Read, which: RawBuilder<unknown>): Promise<Correspondent[]> =>
  (
    await sql<Correspondent>`select ${columns} from correspondents.correspondent c where ${which}
      order by c.name collate "fr-x-icu", c.id limit ${MOST}`.execute(tx.q)
  ).rows

/** Those in office today, where whoever reads works. */
export const inOffice = (tx: Read): Promise<Correspondent[]> =>
  asked(
    tx,
    sql`correspondents.is_in_office(c, territory.day_of(${tx.now})) and c.authority_id = any ((select audiences.actor_ids('workplace'))::bigint[])`,
  )

/** All those of the networks that whoever acts animates, past ones too. */
export const keptOnes = (tx: Read): Promise<Correspondent[]> =>
  asked(tx, allowedRows(access['correspondent.keep'], tx.actor, 'c'))

/** One’s own, past ones too. */
export const ownOnes = (tx: Read): Promise<Correspondent[]> => asked(tx, sql`correspondents.is_own(c)`)

/** What whoever acts is to validate for the direction. */
export const toApprove = (tx: Read): Promise<Correspondent[]> =>
  asked(tx, sql`c.id in (select a.id from correspondents.to_approve() a)`)

/** Undefined when it is not in sight of whoever reads. */
export async function oneOf(tx: Read, id: number): Promise<Correspondent | undefined> {
  return (await asked(tx, sql`c.id = ${id}`))[0]
}

/** The same, held until the transaction ends, for whoever may change it. */
export async function heldOne(tx: Write, id: number): Promise<Correspondent | undefined> {
  const { rows } =
    await sql<Correspondent>`select ${columns} from correspondents.correspondent c where c.id = ${id} for update`.execute(
      tx.q,
    )
  return rows[0]
}

/** What whoever acts is to that one. */
export interface Sides {
  isOwn: boolean
  isHead: boolean
  isKeeper: boolean
}

export async function sidesOf(tx: Read, id: number): Promise<Sides> {
  const { rows } = await sql<Sides>`
    select correspondents.is_own(c) as "isOwn", correspondents.heads_it(c) as "isHead",
      ${allowedRows(access['correspondent.keep'], tx.actor, 'c')} as "isKeeper"
    from correspondents.correspondent c where c.id = ${id}`.execute(tx.q)
  return rows[0] ?? { isOwn: false, isHead: false, isKeeper: false }
}

/** Who may validate for the direction, by name; nobody is told who may not read it. */
export async function signersOf(tx: Read, id: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from correspondents.signers(${id})`.execute(tx.q)
  return rows.map(({ name }) => name)
}

export interface Room {
  id: number
  name: string
}

/** The rooms of the network that whoever reads is in. */
export async function ownRooms(tx: Read): Promise<Room[]> {
  const { rows } = await sql<Room>`select id, name from correspondents.own_rooms()`.execute(tx.q)
  return rows
}

export interface Colleague {
  personId: number
  name: string
  unitId: number
}

/** Who works there today, in French order. */
export async function colleaguesOf(tx: Read, authorityId: number): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`select person_id as "personId", name, unit_id as "unitId"
    from correspondents.colleagues(${authorityId}) order by name collate "fr-x-icu", person_id`.execute(tx.q)
  return rows
}

export interface Proposed {
  unitId: number
  personId: number
  sheetId: number
  since: Day
  followsId: number | null
}

/** @returns its id */
export async function insertOne(tx: Write, said: Proposed): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into correspondents.correspondent (unit_id, person_id, sheet_id, since, follows_id, proposed_at)
    values (${said.unitId}, ${said.personId}, ${said.sheetId}, ${said.since}, ${said.followsId}, ${tx.now}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

const change = async (tx: Write, id: number, what: RawBuilder<unknown>): Promise<void> => {
  await sql`update correspondents.correspondent set ${what} where id = ${id}`.execute(tx.q)
}

export const setAgreed = (tx: Write, id: number) => change(tx, id, sql`agreed_at = ${tx.now}`)
export const setApproved = (tx: Write, id: number) => change(tx, id, sql`approved_at = ${tx.now}`)
export const setDoubt = (tx: Write, id: number, doubt: string) => change(tx, id, sql`doubt = ${doubt}`)
export const setUntil = (tx: Write, id: number, until: Day) => change(tx, id, sql`until = ${until}`)

export type Card = Pick<Correspondent, 'about' | 'skills' | 'pace'>

export const setCard = (tx: Write, id: number, { about, skills, pace }: Card) =>
  change(tx, id, sql`about = ${about}, skills = ${skills}, pace = ${pace}`)

export async function deleteOne(tx: Write, id: number): Promise<void> {
  await sql`delete from correspondents.correspondent where id = ${id}`.execute(tx.q)
}
