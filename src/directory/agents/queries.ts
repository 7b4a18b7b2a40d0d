// SQL of the agents' directory: read by views that say what whoever acts may know of each (001040).
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Role } from '#platform/roles.ts'
import type { Asked, Page } from '#platform/screens/asked.ts'
import { keysetPage } from '#platform/screens/keyset.ts'

/** An agent as one line. */
export interface AgentLine {
  id: number
  name: string
  job: string
  phone: string
  unitId: number
  authorityId: number
  role: Role
  /** Have they a photograph, which whoever acts may see? Whoever looks as somebody is given no file. */
  hasPhoto: boolean
  /** Last day of their absence, `YYYY-MM-DD`, for those of the same authority. */
  awayUntil: string | null
}

/** All that whoever acts may know of them; null: kept by their authority for its own. */
export interface AgentCard extends AgentLine {
  isNear: boolean
  mobile: string | null
  place: string | null
  does: string | null
  skills: string | null
  email: string | null
  posts: readonly { unitId: number; role: Role }[]
}

/** A word that was typed, with the units whose name says it. */
export interface Word {
  text: string
  unitIds: readonly number[]
}

export interface AgentFilter {
  words: readonly Word[]
  authorityId?: number
  unitIds?: readonly number[]
}

const LINE = sql`a.person_id as id, a.name, a.job, a.phone, a.unit_id as "unitId", a.authority_id as "authorityId", a.role,
  a.away_until::text as "awayUntil", platform.helper_id() is null and exists (select from directory.portrait t where t.id = a.person_id) as "hasPhoto"`

/** Those who hold a post in one of them today. */
const postedIn = (unitIds: readonly number[]): RawBuilder<unknown> =>
  sql`select m.person_id from directory.post m where m.unit_id = any (${unitIds as number[]}::integer[])
    and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today())`

/** Said of the person, of what they do, or of where they work: found first, for the post of each is looked for one by one. */
const says = ({ text, unitIds }: Word): RawBuilder<boolean> =>
  sql<boolean>`a.person_id = any (array(select directory.saying(${text})${unitIds.length > 0 ? sql` union ${postedIn(unitIds)}` : sql``}))`

const matching = ({ words, authorityId, unitIds }: AgentFilter): RawBuilder<boolean> => {
  const asked = [
    ...words.map(says),
    ...(authorityId === undefined ? [] : [sql`a.authority_id = ${authorityId}`]),
    ...(unitIds === undefined ? [] : [sql`a.unit_id = any (${unitIds as number[]}::integer[])`]),
  ]
  return asked.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(asked, sql` and `)})`
}

export const agentsPage = (tx: Read, filter: AgentFilter, asked: Asked): Promise<Page<AgentLine>> =>
  keysetPage<AgentLine>(tx, asked, {
    columns: LINE,
    from: sql`directory.agent a`,
    where: matching(filter),
    orders: { nom: { by: sql`(lower(a.name) collate "fr-x-icu")`, type: 'text' } },
    id: sql`a.person_id`,
  })

/** The first ones by name. */
export async function agentsSaying(tx: Read, words: readonly Word[], most: number): Promise<AgentLine[]> {
  const { rows } = await sql<AgentLine>`
    select ${LINE} from directory.agent a where ${matching({ words })} order by lower(a.name) collate "fr-x-icu", a.person_id limit ${most}`.execute(
    tx.q,
  )
  return rows
}

/** Of a unit itself, the first ones by name. */
export async function agentsOfUnit(tx: Read, unitId: number, most: number): Promise<AgentLine[]> {
  const { rows } = await sql<AgentLine>`
    select ${LINE} from directory.agent a where a.unit_id = ${unitId} order by lower(a.name) collate "fr-x-icu", a.person_id limit ${most}`.execute(
    tx.q,
  )
  return rows
}

/** Undefined when nobody of that number works today. */
export async function agentCard(tx: Read, id: number): Promise<AgentCard | undefined> {
  const { rows } = await sql<AgentCard>`
    select ${LINE}, a.is_near as "isNear", a.mobile, a.place, a.does, a.skills, a.email,
      (select json_agg(json_build_object('unitId', p.unit_id, 'role', p.role) order by p.id) from directory.post p
        where p.person_id = a.person_id and p.valid_from <= platform.today() and (p.valid_to is null or p.valid_to >= platform.today())) as posts
    from directory.agent a where a.person_id = ${id}`.execute(tx.q)
  return rows[0]
}

/** What somebody tells of themselves. */
export interface Told {
  job: string
  phone: string
  mobile: string
  place: string
  does: string
  skills: string
  /** May their name be told to the public, as of whoever heads a unit? */
  isPublic: boolean
}

/** One's own. */
export async function ownCard(tx: Read): Promise<Told | undefined> {
  const { rows } = await sql<Told>`
    select job, phone, mobile, place, does, skills, is_public as "isPublic" from directory.card where person_id = ${tx.actor.personId}`.execute(
    tx.q,
  )
  return rows[0]
}

/** One’s name, and when one agreed to show one’s photograph; undefined for whoever has no card. */
export async function ownPortrait(tx: Read): Promise<{ name: string; agreedAt: Date | null } | undefined> {
  const { rows } = await sql<{ name: string; agreedAt: Date | null }>`
    select c.name, t.agreed_at as "agreedAt" from directory.card c left join directory.portrait t on t.id = c.person_id
    where c.person_id = ${tx.actor.personId}`.execute(tx.q)
  return rows[0]
}

export async function agreePortrait(tx: Write, personId: number): Promise<void> {
  await sql`insert into directory.portrait (id) values (${personId})`.execute(tx.q)
}

export async function withdrawPortrait(tx: Write, personId: number): Promise<void> {
  await sql`delete from directory.portrait where id = ${personId}`.execute(tx.q)
}

/** That person’s, as far as whoever acts may write it. */
export async function tellCard(
  tx: Write,
  personId: number,
  { job, phone, mobile, place, does, skills, isPublic }: Told,
): Promise<void> {
  await sql`update directory.card set job = ${job}, phone = ${phone}, mobile = ${mobile}, place = ${place}, does = ${does}, skills = ${skills}, is_public = ${isPublic}
    where person_id = ${personId}`.execute(tx.q)
}
