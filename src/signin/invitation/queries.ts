// SQL of invitations: rows of whoever invites (both walls), and what the system alone reads.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Role } from '#platform/roles.ts'
import type { Capacity } from './capacities.ts'

/** People who administer the metropolis today. */
export async function countAdministrators(tx: Read): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct p.id)::int as count
    from accounts.membership m
    join accounts.person p on p.id = m.person_id and p.closed_at is null
    join territory.unit u on u.id = m.unit_id
    join territory.authority a on a.id = u.authority_id and a.level = 'metropolis'
    where m.role = 'admin' and m.valid_from <= territory.day_of(${tx.now})
      and (m.valid_to is null or m.valid_to >= territory.day_of(${tx.now}))`.execute(tx.q)
  return rows[0]?.count ?? 0
}

/** A post that accepting gives. */
export interface PromisedPost {
  unitId: number
  role: Role
  /** Days, `YYYY-MM-DD`; without end when null. */
  from: string
  to: string | null
}

export interface InvitationRow {
  id: number
  authorityId: number
  email: string
  name: string
  posts: PromisedPost[]
  invitedBy: number | null
  invitedAt: Date
  /** The elected member whom it is for, and where they sit, today or later, in words; null: agents. */
  memberId: number | null
  electedAs: string | null
  /** Of the partner of the pass for which they are to work; null: none. */
  partnerName: string | null
}

/** The mandate of a collaborator, as the elected member proposes it. */
export interface PromisedMandate {
  personId: number
  /** The member’s. */
  name: string
  capacity: Capacity
  from: string
  to: string
}

/** What accepting gives. */
export type Promised = Pick<InvitationRow, 'posts' | 'memberId' | 'electedAs' | 'partnerName'> & {
  mandate: PromisedMandate | null
}

// Told to the system alone: the mandate is the member’s.
const MANDATE = sql`(select json_build_object('personId', p.id, 'name', p.name, 'capacity', m.capacity, 'from', m.valid_from, 'to', m.valid_to)
  from accounts.mandate m join accounts.person p on p.id = m.person_id where m.id = i.mandate_id) as mandate`

const ELECTED_AS = sql`case when i.member_id is not null then coalesce(bodies.elected_to(i.member_id), '') end as "electedAs"`

const PARTNER_NAME = sql`case when i.partner_id is not null then pass.partner_name(i.partner_id) end as "partnerName"`

const COLUMNS = sql`i.id, i.authority_id as "authorityId", i.email, i.name, i.posts, i.invited_by as "invitedBy", i.invited_at as "invitedAt",
  i.member_id as "memberId", ${ELECTED_AS}, ${PARTNER_NAME}`

type Said = 'authorityId' | 'email' | 'name' | 'posts' | 'memberId'

/** @returns its id; null when that address is invited there already */
export async function insertInvitation(
  tx: Write,
  { authorityId, email, name, posts, memberId }: Pick<InvitationRow, Said>,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.invitation (authority_id, email, name, posts, member_id, invited_by, invited_at)
    values (${authorityId}, ${email}, ${name}, ${JSON.stringify(posts)}, ${memberId}, ${tx.actor.personId}, ${tx.now})
    on conflict (authority_id, lower(email)) where ended_at is null do nothing returning id`.execute(tx.q)
  return rows[0]?.id ?? null
}

/** One that is open and within sight; undefined when none is. */
export async function openInvitation(tx: Read, id: number): Promise<InvitationRow | undefined> {
  const { rows } = await sql<InvitationRow>`
    select ${COLUMNS} from accounts.invitation i where i.id = ${id} and i.ended_at is null`.execute(tx.q)
  return rows[0]
}

/** The open one of that elected member, within sight; undefined when none is. */
export async function openInvitationOf(tx: Read, memberId: number): Promise<InvitationRow | undefined> {
  const { rows } = await sql<InvitationRow>`
    select ${COLUMNS} from accounts.invitation i where i.member_id = ${memberId} and i.ended_at is null`.execute(
    tx.q,
  )
  return rows[0]
}

/** What is then read of it holds until the transaction ends: its events form one chain. */
export async function holdInvitation(tx: Write, by: { id: number } | { memberId: number }): Promise<void> {
  const which = 'id' in by ? sql`id = ${by.id}` : sql`member_id = ${by.memberId}`
  await sql`select from accounts.invitation where ${which} and ended_at is null for update`.execute(tx.q)
}

/** Those of an authority that wait, or that somebody accepted. As the system. */
export async function invitationsOf(
  tx: Read,
  authorityId: number,
): Promise<{ id: number; address: string; personId: number | null }[]> {
  const { rows } = await sql<{ id: number; address: string; personId: number | null }>`
    select id, lower(email) as address, person_id as "personId" from accounts.invitation
    where authority_id = ${authorityId} and (ended_at is null or person_id is not null)`.execute(tx.q)
  return rows
}

/** What it promises, as long as it is open and whoever invited still keeps it; undefined otherwise. As the system. */
export async function standingPromise(tx: Read, id: number): Promise<Promised | undefined> {
  const { rows } = await sql<Promised>`
    select i.posts, i.member_id as "memberId", ${ELECTED_AS}, ${PARTNER_NAME}, ${MANDATE} from accounts.invitation i
    where i.id = ${id} and accounts.stands_still(i.id)`.execute(tx.q)
  return rows[0]
}

/** One of a collaborator: the elected member’s, of no authority. As the system. @returns its id */
export async function insertForMandate(
  tx: Write,
  {
    mandateId,
    email,
    name,
    invitedBy,
  }: { mandateId: number; email: string; name: string; invitedBy: number },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.invitation (mandate_id, email, name, posts, invited_by, invited_at)
    values (${mandateId}, ${email}, ${name}, '[]', ${invitedBy}, ${tx.now}) returning id`.execute(tx.q)
  return rows[0]?.id ?? null
}

/** One of somebody who is to work for a partner. @returns its id; null when that address is invited there already */
export async function insertForPartner(
  tx: Write,
  said: { authorityId: number; partnerId: number; isManager: boolean; email: string; name: string },
): Promise<number | null> {
  const { authorityId, partnerId, isManager, email, name } = said
  const { rows } = await sql<{ id: number }>`
    insert into accounts.invitation (authority_id, email, name, posts, partner_id, partner_manager, invited_by, invited_at)
    values (${authorityId}, ${email}, ${name}, '[]', ${partnerId}, ${isManager}, ${tx.actor.personId}, ${tx.now})
    on conflict (authority_id, lower(email)) where ended_at is null do nothing returning id`.execute(tx.q)
  return rows[0]?.id ?? null
}

/** The open one of that mandate, as long as the member may promise it; undefined when none is. As the system. */
export async function standingFor(tx: Read, mandateId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select i.id from accounts.invitation i where i.mandate_id = ${mandateId} and accounts.stands_still(i.id)`.execute(
    tx.q,
  )
  return rows[0]?.id
}

/** It promises these from now on. */
export async function updatePromised(tx: Write, id: number, posts: readonly PromisedPost[]): Promise<void> {
  await sql`update accounts.invitation set posts = ${JSON.stringify(posts)} where id = ${id} and ended_at is null`.execute(
    tx.q,
  )
}

/** It is open no more. @returns false when it was not */
export async function endInvitation(tx: Write, id: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update accounts.invitation set ended_at = ${tx.now} where id = ${id} and ended_at is null`.execute(tx.q)
  return numAffectedRows === 1n
}

/** Who accepted it. As the system. */
export async function acceptInvitation(tx: Write, id: number, personId: number): Promise<void> {
  await sql`update accounts.invitation set ended_at = ${tx.now}, person_id = ${personId} where id = ${id} and ended_at is null`.execute(
    tx.q,
  )
}

/** `authorityId`: null when an elected member invites. */
export type SentInvitation = Omit<InvitationRow, 'authorityId'> &
  Pick<Promised, 'mandate'> & { authorityId: number | null; isOpen: boolean }

/** The invitation that an event is about, open or not. As the system. */
export async function invitationOfEvent(tx: Read, eventId: number): Promise<SentInvitation | undefined> {
  const { rows } = await sql<SentInvitation>`
    select ${COLUMNS}, ${MANDATE}, i.ended_at is null as "isOpen" from platform.event e join accounts.invitation i on i.id = e.subject_id
    where e.id = ${eventId} and e.subject_kind = 'invitation'`.execute(tx.q)
  return rows[0]
}

/** Ended, or sent and never answered, before that. As the system. */
export function forgetInvitations(tx: Write, before: Date, most: number): Promise<number> {
  return countOf(
    tx,
    sql`delete from accounts.invitation where id in (
      select id from accounts.invitation where coalesce(ended_at, invited_at) < ${before} limit ${most})`,
  )
}
