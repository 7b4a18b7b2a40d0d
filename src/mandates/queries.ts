// SQL of mandates. Callers act as the system, for one person.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { inForce, inOffice, today } from '#people'
import type { Capacity } from '#signin'
import { countOf } from '#platform/db/count.ts'

/** A `collaborator` acts for an elected member, by what their seats open; the others for a person, in requests. */
export type MandateKind = 'helper' | 'parent' | 'collaborator'

export interface Mandate {
  id: number
  kind: MandateKind
  personId: number
  personName: string
  helperId: number | null
  /** Of a collaborator who has not answered: as the member wrote it. */
  helperName: string | null
  givenBy: number
  /** Until it is answered. */
  invitedEmail: string | null
  validFrom: string
  /** Last day, included. */
  validTo: string
  askedAt: Date
  acceptedAt: Date | null
  endedAt: Date | null
  /** null: not ended, or it ran out. */
  endedBy: number | null
  /** `waiting`: not answered yet; `coming`: accepted, and not begun; `live`: in force; `over`: ended, run out, refused or forgotten. */
  state: 'waiting' | 'coming' | 'live' | 'over'
  /** As what a collaborator acts. */
  capacity: Capacity | null
  /** Birth date of the person, for a parent's child. */
  birthdate: string | null
  /** Account number of the person, for a parent's child: with it a desk finds the record. */
  number: string | null
}

/** Days for which an invitation may be answered. */
export const INVITATION_DAYS = 7

const since = (tx: Read): Date => new Date(tx.now.getTime() - INVITATION_DAYS * 86_400_000)

const mandates = (tx: Read) => sql<Mandate>`
  select m.id, m.kind, m.person_id as "personId", p.name as "personName", m.helper_id as "helperId",
    coalesce(h.name, (select i.name from accounts.invitation i where i.mandate_id = m.id limit 1)) as "helperName",
    m.given_by as "givenBy", m.invited_email as "invitedEmail", m.valid_from as "validFrom", m.valid_to as "validTo",
    m.asked_at as "askedAt", m.accepted_at as "acceptedAt", m.ended_at as "endedAt", m.ended_by as "endedBy",
    m.capacity, case when ${inForce(tx)} then 'live'
      when m.accepted_at is not null and m.ended_at is null and m.valid_from > ${today(tx)} then 'coming'
      when m.accepted_at is null and m.ended_at is null and m.asked_at > ${since(tx)} then 'waiting' else 'over' end as state,
    case when m.kind = 'parent' then (select v.value from accounts.profile_value v
      where v.person_id = m.person_id and v.value_id = 'birthdate' and v.ended_at is null) end as birthdate,
    case when m.kind = 'parent' then (select n.number from accounts.account_number n where n.person_id = m.person_id) end as number
  from accounts.mandate m join accounts.person p on p.id = m.person_id left join accounts.person h on h.id = m.helper_id`

/** Every mandate the person gave, received or is represented under, and those of their children; the latest first. */
export async function mandatesOf(tx: Read, personId: number): Promise<Mandate[]> {
  const { rows } = await sql<Mandate>`${mandates(tx)}
    where m.person_id = ${personId} or m.helper_id = ${personId} or m.given_by = ${personId}
      or m.person_id in (select mine.person_id from accounts.mandate mine
        where mine.helper_id = ${personId} and mine.kind = 'parent' and mine.ended_at is null)
    order by m.id desc limit 200`.execute(tx.q)
  return rows
}

/** The mandate that an event of an account tells of. */
export async function mandateOfEvent(tx: Read, eventId: number): Promise<Mandate | null> {
  const { rows } = await sql<Mandate>`${mandates(tx)}
    join platform.event e on (e.payload ->> 'mandateId')::bigint = m.id where e.id = ${eventId}`.execute(tx.q)
  return rows[0] ?? null
}

/** The invitation of that link, while it may be answered. */
export async function invitationOf(tx: Read, linkHash: Buffer): Promise<Mandate | null> {
  const { rows } = await sql<Mandate>`${mandates(tx)}
    where m.link_hash = ${linkHash} and m.accepted_at is null and m.ended_at is null and m.asked_at > ${since(tx)}
      and m.valid_to >= ${today(tx)} and p.closed_at is null and not ${inOffice(tx, sql.ref('m.person_id'))}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

/** The mandate whose invitation an event of an account tells of. */
export async function mandateOfInvitation(tx: Read, eventId: number): Promise<Mandate | null> {
  const { rows } = await sql<Mandate>`${mandates(tx)}
    join accounts.invitation i on i.mandate_id = m.id
    join platform.event e on (e.payload ->> 'invitationId')::bigint = i.id where e.id = ${eventId}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

/** A mandate that has not ended, of which the person is one side, or the giver. */
export async function openMandate(tx: Read, id: string, personId: number): Promise<Mandate | null> {
  const { rows } = await sql<Mandate>`${mandates(tx)}
    where m.id::text = ${id} and m.ended_at is null
      and (m.person_id = ${personId} or m.helper_id = ${personId} or m.given_by = ${personId})`.execute(tx.q)
  return rows[0] ?? null
}

/** The helper's mandate of that number, in force now. */
export async function liveMandate(tx: Read, id: string, helperId: number): Promise<Mandate | null> {
  const { rows } = await sql<Mandate>`${mandates(tx)}
    where m.id::text = ${id} and m.helper_id = ${helperId} and ${inForce(tx)}`.execute(tx.q)
  return rows[0] ?? null
}

/** The mandate by which the person is in force the parent of that child. */
export async function parentOf(tx: Read, childId: string, parentId: number): Promise<Mandate | null> {
  const { rows } = await sql<Mandate>`${mandates(tx)}
    where m.person_id::text = ${childId} and m.helper_id = ${parentId} and m.kind = 'parent' and ${inForce(tx)}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

/** A child for whom the person acts now, and the names of the other parents who do; null when they do not. */
export async function childOf(
  tx: Read,
  childId: string,
  parentId: number,
): Promise<{ personId: number; name: string; others: string[] } | null> {
  const mine = await parentOf(tx, childId, parentId)
  if (mine === null) return null
  const { rows } = await sql<Mandate>`${mandates(tx)}
    where m.person_id = ${mine.personId} and m.helper_id <> ${parentId} and m.kind = 'parent' and ${inForce(tx)}
    order by m.id`.execute(tx.q)
  return { personId: mine.personId, name: mine.personName, others: rows.map((one) => one.helperName ?? '') }
}

/** The children for whom nobody would act without that parent. */
export async function childrenAlone(tx: Read, parentId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select m.person_id as id from accounts.mandate m
    where m.helper_id = ${parentId} and m.kind = 'parent' and ${inForce(tx)} and m.person_id not in (
      select m.person_id from accounts.mandate m where m.helper_id <> ${parentId} and m.kind = 'parent' and ${inForce(tx)})
    order by 1`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** How many the person gave that are neither over nor forgotten. */
export async function countGiven(tx: Read, personId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from accounts.mandate m where m.given_by = ${personId} and m.ended_at is null
      and m.valid_to >= ${today(tx)} and (m.accepted_at is not null or m.asked_at > ${since(tx)})`.execute(
    tx.q,
  )
  return rows[0]?.count ?? 0
}

export async function holdsOffice(tx: Read, personId: number): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select ${inOffice(tx, sql`${personId}`)} as is`.execute(tx.q)
  return rows[0]?.is ?? false
}

interface NewMandate {
  kind: MandateKind
  personId: number
  givenBy: number
  /** Last day, included. */
  validTo: string
}

export async function insertInvitation(
  tx: Write,
  { kind, personId, givenBy, validTo, email, linkHash }: NewMandate & { email: string; linkHash: Buffer },
): Promise<number> {
  // Asked again of the same address: the former link is forgotten.
  await sql`
    update accounts.mandate set ended_at = ${tx.now}, ended_by = ${givenBy}, link_hash = null, invited_email = null
    where person_id = ${personId} and lower(invited_email) = lower(${email}) and ended_at is null`.execute(
    tx.q,
  )
  const { rows } = await sql<{ id: number }>`
    insert into accounts.mandate (kind, person_id, given_by, invited_email, link_hash, valid_from, valid_to, asked_at)
    values (${kind}, ${personId}, ${givenBy}, ${email}, ${linkHash}, ${today(tx)}, ${validTo}, ${tx.now}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

/** A collaborator's, until it is answered. @returns its id */
export async function insertProposal(
  tx: Write,
  { personId, email, capacity, from, until }: Proposal & { personId: number },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.mandate (kind, person_id, given_by, invited_email, capacity, valid_from, valid_to, asked_at)
    values ('collaborator', ${personId}, ${personId}, ${email}, ${capacity}, ${from}, ${until}, ${tx.now}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

/** What an elected member proposes to somebody. */
export interface Proposal {
  email: string
  capacity: Capacity
  /** First and last days, included. */
  from: string
  until: string
}

/** Their mandate of that member, or what is proposed to that address, for some of these days; null when there is none. */
export async function proposedAlready(
  tx: Read,
  { personId, email, from, until }: Pick<Proposal, 'email' | 'from' | 'until'> & { personId: number },
): Promise<Mandate | null> {
  const { rows } = await sql<Mandate>`${mandates(tx)}
    where m.person_id = ${personId} and m.kind = 'collaborator' and m.ended_at is null
      and (m.accepted_at is not null or m.asked_at > ${since(tx)})
      and lower(coalesce(h.email, m.invited_email)) = lower(${email})
      and daterange(m.valid_from, m.valid_to, '[]') && daterange(${from}, ${until}, '[]') limit 1`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

/** What elected members propose to the proved address of that person. */
export async function proposalsTo(tx: Read, personId: number): Promise<Mandate[]> {
  const { rows } = await sql<Mandate>`${mandates(tx)}
    join accounts.person me on lower(me.email) = lower(m.invited_email) and me.email_verified_at is not null
    where me.id = ${personId} and m.person_id <> ${personId} and m.kind = 'collaborator' and m.accepted_at is null
      and m.ended_at is null and m.asked_at > ${since(tx)} and m.valid_to >= ${today(tx)}
      and bodies.sits(m.person_id, ${today(tx)}) order by m.id`.execute(tx.q)
  return rows
}

/** A child's, by the parent who declares it: nobody else has to accept. */
export async function insertParent(
  tx: Write,
  { personId, givenBy, validTo }: Omit<NewMandate, 'kind'>,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.mandate (kind, person_id, helper_id, given_by, valid_from, valid_to, asked_at, accepted_at)
    values ('parent', ${personId}, ${givenBy}, ${givenBy}, ${today(tx)}, ${validTo}, ${tx.now}, ${tx.now}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

/** The helper accepts; a former mandate between the two gives way to this one. */
export async function markAccepted(tx: Write, { id, personId }: Mandate, helperId: number): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from accounts.mandate where person_id = ${personId} and helper_id = ${helperId} and ended_at is null`.execute(
    tx.q,
  )
  for (const former of rows) await markEnded(tx, former.id, helperId)
  await sql`
    update accounts.mandate set helper_id = ${helperId}, accepted_at = ${tx.now}, link_hash = null, invited_email = null
    where id = ${id}`.execute(tx.q)
}

/** Ends it: a session that acts under it acts so no more, and says it on its next page. `by`: who ended it; null when it ran out. */
export async function markEnded(tx: Write, id: number, by: number | null): Promise<void> {
  await sql`
    with invited as (update accounts.invitation set ended_at = ${tx.now} where mandate_id = ${id} and ended_at is null)
    update accounts.mandate set ended_at = ${tx.now}, ended_by = ${by}, link_hash = null, invited_email = null
    where id = ${id} and ended_at is null`.execute(tx.q)
}

/** Accepted ones that ran out, or open nothing more (the member sits no more), and were not closed yet; locked. */
export async function ranOut(tx: Write): Promise<Mandate[]> {
  const { rows } = await sql<Mandate>`${mandates(tx)}
    where m.ended_at is null and m.accepted_at is not null and (m.valid_to < ${today(tx)}
      or m.kind = 'collaborator' and m.valid_from <= ${today(tx)} and not ${inForce(tx)})
    order by m.id limit 500 for update of m skip locked`.execute(tx.q)
  return rows
}

/** Mandates in force, but parents’, that end by that day, given for longer than so many days: a short one was known to be. A child who comes of age is told of then. */
export async function endingBy(tx: Read, day: string, longerThan: number): Promise<Mandate[]> {
  const { rows } = await sql<Mandate>`${mandates(tx)}
    where ${inForce(tx)} and m.kind <> 'parent' and m.valid_to <= ${day} and m.valid_to - m.valid_from > ${longerThan}
    order by m.id limit 500`.execute(tx.q)
  return rows
}

/** Invitations that nobody answered: the address is forgotten. */
export async function forgetInvitations(tx: Write): Promise<void> {
  await sql`
    update accounts.mandate set ended_at = ${tx.now}, link_hash = null, invited_email = null
    where accepted_at is null and ended_at is null and asked_at <= ${since(tx)}`.execute(tx.q)
}

/** The session acts under that mandate, or in its own name (null). @returns false when the session ended meanwhile */
export async function setSessionMandate(
  tx: Write,
  tokenHash: Buffer,
  helperId: number,
  mandateId: number | null,
): Promise<boolean> {
  const { rows } = await sql`
    update accounts.session set mandate_id = ${mandateId}
    where token_hash = ${tokenHash} and person_id = ${helperId} and expires_at > ${tx.now} returning 1`.execute(
    tx.q,
  )
  return rows.length === 1
}

/** Has the parent a child of that name and birth date already? Said twice, it is one child. */
export async function hasChild(
  tx: Read,
  parentId: number,
  { name, birthdate }: { name: string; birthdate: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from accounts.mandate m join accounts.person p on p.id = m.person_id
      join accounts.profile_value v on v.person_id = p.id and v.value_id = 'birthdate' and v.ended_at is null
    where m.helper_id = ${parentId} and m.kind = 'parent' and m.ended_at is null
      and lower(p.name) = lower(${name}) and v.value = ${birthdate} limit 1`.execute(tx.q)
  return rows.length > 0
}

/** Mandates that ended, were refused, or ran out. */
export function forgetMandates(tx: Write, before: Date, most: number): Promise<number> {
  return countOf(
    tx,
    sql`delete from accounts.mandate where id in (
      select id from accounts.mandate where least(ended_at, valid_to + interval '1 day') < ${before} limit ${most})`,
  )
}
