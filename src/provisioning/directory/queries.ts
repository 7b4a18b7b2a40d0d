// SQL of what a directory brought: read and written by its key alone (both walls), and by nobody else.
import { type RawBuilder, sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { EVERY_ROLE, type Role, ROLES } from '#platform/roles.ts'
import type { Attributes } from '../protocol/compile.ts'
import type { Key } from '../keys/queries.ts'
import type { Said } from './user.ts'

export interface Member extends Said {
  id: string
  invitationId: number | null
  personId: number | null
  createdAt: Date
  changedAt: Date
}

/** A page of a list, counted from 1. */
export interface Slice {
  readonly where: RawBuilder<boolean>
  readonly order: RawBuilder<unknown>
  readonly startIndex: number
  readonly count: number
}

type Whose = Pick<Key, 'id' | 'authorityId'>

const externalId = ({ id }: Whose) => sql`m.external_ids ->> ${String(id)}`

const columns = (
  key: Whose,
) => sql`m.id, m.user_name as "userName", ${externalId(key)} as "externalId", m.given_name as "givenName",
  m.family_name as "familyName", m.display_name as "displayName", m.email, m.is_active as "isActive", m.invitation_id as "invitationId",
  m.person_id as "personId", m.created_at as "createdAt", m.changed_at as "changedAt"`

const theirs = ({ authorityId }: Whose) => sql<boolean>`m.authority_id = ${authorityId}`

const today = (tx: Read) => sql`territory.day_of(${tx.now})`

/** Posts in force or to come, and those that an invitation promises: who is in which group. Of the key’s own units (both walls). */
const placed = (tx: Read, { authorityId }: Whose) => sql`(
  select m.id as member_id, m.display_name as name, g.unit_id || '-' || g.role as group_id from provisioning.member m
  join accounts.governed_posts() g on g.person_id = m.person_id and g.authority_id = ${authorityId}
    and (g.valid_to is null or g.valid_to >= ${today(tx)}) and g.role <> 'admin'
  where m.authority_id = ${authorityId}
  union
  select m.id, m.display_name, (p ->> 'unitId') || '-' || (p ->> 'role') from provisioning.member m
  join accounts.invitation i on i.id = m.invitation_id and i.ended_at is null and i.authority_id = ${authorityId}
  cross join jsonb_array_elements(i.posts) p
  where m.authority_id = ${authorityId})`

const text = (value: RawBuilder<unknown>) => ({ type: 'text', value }) as const

/** What users are filtered and ordered by. */
export const userAttributes = (tx: Read, key: Whose): Attributes => {
  // Found once, whatever the number of users.
  const some = (condition: RawBuilder<boolean>) =>
    sql<boolean>`m.id in (select p.member_id from ${placed(tx, key)} p where ${condition})`
  const group = { type: 'exact', value: sql`p.group_id`, some } as const
  return {
    id: { type: 'exact', value: sql`m.id::text` },
    externalid: { type: 'exact', value: externalId(key) },
    username: text(sql`m.user_name`),
    displayname: text(sql`m.display_name`),
    'name.givenname': text(sql`m.given_name`),
    'name.familyname': text(sql`m.family_name`),
    emails: text(sql`m.email`),
    'emails.value': text(sql`m.email`),
    'emails.type': text(sql`'work'::text`),
    'emails.primary': { type: 'flag', value: sql`true` },
    active: { type: 'flag', value: sql`m.is_active` },
    groups: group,
    'groups.value': group,
    'meta.created': { type: 'time', value: sql`date_trunc('milliseconds', m.created_at)` },
    'meta.lastmodified': { type: 'time', value: sql`date_trunc('milliseconds', m.changed_at)` },
    'meta.resourcetype': text(sql`'User'::text`),
  }
}

export async function members(
  tx: Read,
  key: Whose,
  { where, order, startIndex, count }: Slice,
): Promise<{ total: number; rows: Member[] }> {
  const kept = sql`from provisioning.member m where ${theirs(key)} and ${where}`
  const [total] = (await sql<{ n: number }>`select count(*)::int as n ${kept}`.execute(tx.q)).rows
  const { rows } = await sql<Member>`
    select ${columns(key)} ${kept} order by ${order}, m.id limit ${count} offset ${startIndex - 1}`.execute(
    tx.q,
  )
  return { total: total?.n ?? 0, rows }
}

export async function memberById(tx: Read, key: Whose, id: string): Promise<Member | undefined> {
  const { rows } = await sql<Member>`
    select ${columns(key)} from provisioning.member m where ${theirs(key)} and m.id::text = ${id}`.execute(
    tx.q,
  )
  return rows[0]
}

/** Held until the end of the transaction. */
export async function lockMember(tx: Write, key: Whose, id: string): Promise<Member | undefined> {
  const { rows } = await sql<Member>`
    select ${columns(key)} from provisioning.member m where ${theirs(key)} and m.id::text = ${id} for update`.execute(
    tx.q,
  )
  return rows[0]
}

/** Those of these that the key brought, held until the end of the transaction. */
export async function lockMembers(tx: Write, key: Whose, ids: readonly string[]): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select ${columns(key)} from provisioning.member m where ${theirs(key)} and m.id::text = any (${ids as string[]}::text[])
    order by m.id for update`.execute(tx.q)
  return rows
}

/** @returns its id */
export async function insertMember(
  tx: Write,
  key: Whose,
  said: Said,
  { invitationId, personId }: Pick<Member, 'invitationId' | 'personId'>,
): Promise<string> {
  const external = JSON.stringify(said.externalId === null ? {} : { [key.id]: said.externalId })
  const { rows } = await sql<{ id: string }>`
    insert into provisioning.member (authority_id, user_name, external_ids, given_name, family_name, display_name, email, is_active,
      invitation_id, person_id, created_at, changed_at)
    values (${key.authorityId}, ${said.userName}, ${external}, ${said.givenName}, ${said.familyName}, ${said.displayName}, ${said.email},
      ${said.isActive}, ${invitationId}, ${personId}, ${tx.now}, ${tx.now})
    returning id`.execute(tx.q)
  return rows[0]?.id ?? ''
}

/** Who else bears that name, or is that person. */
export async function alike(
  tx: Read,
  key: Whose,
  {
    id,
    userName,
    personId,
    invitationId,
  }: Pick<Member, 'userName' | 'personId' | 'invitationId'> & { id: string | null },
): Promise<{ sameName: boolean } | undefined> {
  const sameName = sql`lower(m.user_name) = lower(${userName})`
  const { rows } = await sql<{ sameName: boolean }>`
    select ${sameName} as "sameName" from provisioning.member m where ${theirs(key)} and m.id::text is distinct from ${id}
      and (${sameName} or m.person_id = ${personId} or m.invitation_id = ${invitationId}) order by 1 desc limit 1`.execute(
    tx.q,
  )
  return rows[0]
}

export async function updateMember(
  tx: Write,
  key: Whose,
  id: string,
  said: Said & Pick<Member, 'invitationId'>,
): Promise<void> {
  const external =
    said.externalId === null
      ? sql`external_ids - ${String(key.id)}`
      : sql`external_ids || ${JSON.stringify({ [key.id]: said.externalId })}::jsonb`
  await sql`
    update provisioning.member m set user_name = ${said.userName}, external_ids = ${external}, given_name = ${said.givenName},
      family_name = ${said.familyName}, display_name = ${said.displayName}, email = ${said.email}, is_active = ${said.isActive},
      invitation_id = ${said.invitationId}, changed_at = ${tx.now}
    where ${theirs(key)} and m.id::text = ${id}`.execute(tx.q)
}

/** The invitation that they are to accept, if any. */
export async function setInvitation(
  tx: Write,
  key: Whose,
  id: string,
  invitationId: number | null,
): Promise<void> {
  await sql`
    update provisioning.member m set invitation_id = ${invitationId}, changed_at = ${tx.now}
    where ${theirs(key)} and m.id::text = ${id}`.execute(tx.q)
}

export async function deleteMember(tx: Write, key: Whose, id: string): Promise<void> {
  await sql`delete from provisioning.member m where ${theirs(key)} and m.id::text = ${id}`.execute(tx.q)
}

export interface Place {
  memberId: string
  name: string
  groupId: string
  group: string
}

const placesWhere = async (tx: Read, key: Whose, where: RawBuilder<boolean>): Promise<Place[]> => {
  const { rows } = await sql<Place>`
    select p.member_id as "memberId", p.name, g.id as "groupId", g.display_name as "group" from ${placed(tx, key)} p
    join ${groupRows(tx, key)} on g.id = p.group_id where ${where}
    order by lower(g.display_name), g.id, lower(p.name), p.member_id`.execute(tx.q)
  return rows
}

/** Which groups these are in. */
export const placesOf = (tx: Read, key: Whose, ids: readonly string[]): Promise<Place[]> =>
  placesWhere(tx, key, sql<boolean>`p.member_id = any (${ids as string[]}::uuid[])`)

/** Who is in these groups. */
export const placesIn = (tx: Read, key: Whose, groupIds: readonly string[]): Promise<Place[]> =>
  placesWhere(tx, key, sql<boolean>`p.group_id = any (${groupIds as string[]}::text[])`)

export interface Group {
  id: string
  unitId: number
  role: Role
  displayName: string
}

/** The roles that a directory gives: all but the administration of the authority. */
const GIVEN = EVERY_ROLE.filter((role) => role !== 'admin')

/** A group is a role in an open unit of the key’s authority (`governed`: the second wall says it again). */
const groupRows = (tx: Read, { authorityId }: Whose) => sql`(
  select u.id || '-' || r.role as id, u.id as unit_id, r.role, u.name || ' · ' || r.label as display_name
  from territory.unit u
  cross join unnest(${GIVEN as Role[]}::text[], ${GIVEN.map((role) => ROLES[role].label)}::text[]) as r (role, label)
  where u.authority_id = ${authorityId} and u.id = any ((select audiences.actor_ids('governed'))::integer[])
    and (u.closed_on is null or u.closed_on > ${today(tx)})) g`

/** What groups are filtered and ordered by. */
export const groupAttributes = (tx: Read, key: Whose): Attributes => {
  const some = (condition: RawBuilder<boolean>) =>
    sql<boolean>`g.id in (select p.group_id from ${placed(tx, key)} p where ${condition})`
  const member = { type: 'exact', value: sql`p.member_id::text`, some } as const
  return {
    id: { type: 'exact', value: sql`g.id` },
    displayname: text(sql`g.display_name`),
    members: member,
    'members.value': member,
    'meta.resourcetype': text(sql`'Group'::text`),
  }
}

const GROUP = sql`g.id, g.unit_id as "unitId", g.role, g.display_name as "displayName"`

export async function groups(
  tx: Read,
  key: Whose,
  { where, order, startIndex, count }: Slice,
): Promise<{ total: number; rows: Group[] }> {
  const kept = sql`from ${groupRows(tx, key)} where ${where}`
  const [total] = (await sql<{ n: number }>`select count(*)::int as n ${kept}`.execute(tx.q)).rows
  const { rows } = await sql<Group>`
    select ${GROUP} ${kept} order by ${order}, g.id limit ${count} offset ${startIndex - 1}`.execute(tx.q)
  return { total: total?.n ?? 0, rows }
}

export async function groupById(tx: Read, key: Whose, id: string): Promise<Group | undefined> {
  const { rows } = await sql<Group>`select ${GROUP} from ${groupRows(tx, key)} where g.id = ${id}`.execute(
    tx.q,
  )
  return rows[0]
}

/** Two calls that change one directory take turns. */
export async function lockDirectory(tx: Write, { authorityId }: Whose): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('provisioning.directory'), ${authorityId})`.execute(tx.q)
}

/** How many invitations the key has sent since. */
export async function invitedSince(tx: Read, { id }: Whose, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from accounts.invitation where by_key = ${id} and invited_at > ${since}`.execute(
    tx.q,
  )
  return rows[0]?.n ?? 0
}

/** Those that the directory has said to be gone, before that. As the system. */
export function forgetMembers(tx: Write, before: Date, most: number): Promise<number> {
  return countOf(
    tx,
    sql`delete from provisioning.member where id in (
      select id from provisioning.member where not is_active and changed_at < ${before} limit ${most})`,
  )
}

export async function descriptionsOf(
  tx: Read,
  personId: number,
): Promise<{ authorityId: number; userName: string; displayName: string; email: string; since: Date }[]> {
  const { rows } = await sql<{
    authorityId: number
    userName: string
    displayName: string
    email: string
    since: Date
  }>`
    select authority_id as "authorityId", user_name as "userName", display_name as "displayName", email, created_at as since
    from provisioning.member where person_id = ${personId} order by created_at`.execute(tx.q)
  return rows
}

/** What it said of them goes, and their name from the keys that they made. @returns how much, by authority */
export async function eraseDescriptions(
  tx: Write,
  personId: number,
): Promise<{ authorityId: number; count: number }[]> {
  const { rows } = await sql<{ authorityId: number; count: number }>`
    with said as (delete from provisioning.member where person_id = ${personId} returning authority_id),
      made as (update provisioning.key set created_by = null where created_by = ${personId} returning authority_id)
    select authority_id as "authorityId", count(*)::int as count from (table said union all table made) held group by 1`.execute(
    tx.q,
  )
  return rows
}
