// SQL of sessions and of who acts. Sessions are the system's alone: callers act as the system.
import { type RawBuilder, sql } from 'kysely'
import type { Membership } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { inForce, inOffice } from './queries.in-force.ts'

/** A person with the memberships in force, read at once: this runs on every page. */
export interface Identity {
  personId: number
  name: string
  memberships: Membership[]
  /** Authorities in whose bodies they sit. */
  elected: number[]
}

/** The person that a session acts for, and until which day. */
export interface Represented {
  mandateId: number
  personId: number
  personName: string
  until: string
  /** A `collaborator` acts for the elected member, others for the person. */
  kind: 'helper' | 'parent' | 'collaborator'
  /** Where the person is elected. */
  elected: number[]
}

/** The agent that a session looks as, and until when. */
export interface LookedAs {
  lookId: number
  personId: number
  /** An instant, as JSON says it. */
  until: string
}

export interface LiveSession extends Identity {
  createdAt: Date
  lastSeenAt: Date
  /** 1: a password. 2: two factors, or a passkey. */
  factors: 1 | 2
  /** A second factor is owed at each sign-in: by agents and elected members always, by others when they asked for it. */
  owesTwo: boolean
  /** For whom the session acts, when the mandate is in force at this very moment. */
  represented: Represented | null
  /** As whom it looks, when it still may at this very moment. */
  lookedAs: LookedAs | null
  /** For whom it acted until the mandate ended: a name, '' when the account is closed; null otherwise. */
  wasFor: string | null
  /** As whom it looked until the half hour was over: a name; null otherwise, and once it was told. */
  sawAs: string | null
  /** Opened on a computer that others use: it lives shortly. */
  isShared: boolean
}

// A membership that opens something (000540) reaches its unit and every unit below. Days are the database's, as in the policies (000003).
/** Common tables `held` and `reach`, from one named `who`. */
export const identities = (tx: Read) => sql`
  held as (
    select (p.post).id, (p.post).person_id, (p.post).unit_id, (p.post).role,
      case when p.opens = 'read' then json_build_object('endedOn', p.ended_on, 'until', p.reads_until) end as reads
    from accounts.posts_on(territory.day_of(${tx.now})) p join who on who.person_id = (p.post).person_id where p.opens is not null),
  reach (membership_id, unit_id) as (
    select id, unit_id from held
    union
    select reach.membership_id, u.id from territory.unit u join reach on u.parent_id = reach.unit_id)`

/** Where that person is elected on that day: a list of authorities. */
const electedFor = (tx: Read, personId: RawBuilder<unknown>) =>
  sql`bodies.elected_for(${personId}, territory.day_of(${tx.now}))`

/** The same, of the person of that table. */
export const electedColumn = (tx: Read, of: 'who' | 'standing' = 'who') =>
  sql`${electedFor(tx, sql.ref(`${of}.person_id`))} as elected`

export const membershipsJson = sql`
  coalesce((select json_agg(json_build_object(
      'unitId', held.unit_id, 'authorityId', u.authority_id, 'commune', a.level = 'commune', 'role', held.role, 'reads', held.reads,
      'below', (select json_agg(reach.unit_id order by reach.unit_id) from reach where reach.membership_id = held.id)) order by held.id)
    from held join territory.unit u on u.id = held.unit_id join territory.authority a on a.id = u.authority_id), '[]') as memberships`

/** The session of that token with its person, or null: absent, ended, or a closed account. */
export async function liveSession(tx: Read, tokenHash: Buffer): Promise<LiveSession | null> {
  const { rows } = await sql<LiveSession>`
    with recursive who as (
      select p.id as person_id, p.name, s.created_at, s.last_seen_at, s.factors, s.is_shared,
        exists (select from accounts.totp t where t.person_id = p.id) or ${inOffice(tx, sql.ref('p.id'))} as owes_two,
        (select json_build_object('mandateId', m.id, 'personId', m.person_id, 'personName', of.name, 'until', m.valid_to, 'kind', m.kind,
          'elected', ${electedFor(tx, sql.ref('m.person_id'))})
          from accounts.mandate m join accounts.person of on of.id = m.person_id
          where m.id = s.mandate_id and m.helper_id = s.person_id and ${inForce(tx)}) as represented,
        (select case when of.closed_at is null then of.name else '' end
          from accounts.mandate m join accounts.person of on of.id = m.person_id
          where m.id = s.mandate_id and not ${inForce(tx)}) as was_for,
        (select json_build_object('lookId', l.id, 'personId', l.person_id, 'until', l.ends_at)
          from accounts.look l where l.session_id = s.id and l.ended_at is null and l.ends_at > ${tx.now}
            and l.viewer_id = s.person_id and accounts.may_look(l.viewer_id, l.person_id)) as looked_as,
        (select of.name from (select * from accounts.look mine where mine.session_id = s.id order by mine.id desc limit 1) l
          join accounts.person of on of.id = l.person_id
          where l.ends_at <= ${tx.now} and coalesce(l.ended_at >= l.ends_at, true)) as saw_as
      from accounts.session s join accounts.person p on p.id = s.person_id
      where s.token_hash = ${tokenHash} and s.expires_at > ${tx.now} and p.closed_at is null), ${identities(tx)}
    select who.person_id as "personId", who.name, who.created_at as "createdAt", who.last_seen_at as "lastSeenAt",
      who.factors, who.owes_two as "owesTwo", who.represented, who.was_for as "wasFor", who.looked_as as "lookedAs", who.saw_as as "sawAs", who.is_shared as "isShared", ${membershipsJson}, ${electedColumn(tx)}
    from who`.execute(tx.q)
  return rows[0] ?? null
}

/** Days after which nobody knows whose a session was: a form typed in it is kept for seven (platform/http/keep.ts). */
const REMEMBERED = 8

/** Whose session that token opened, ended or not, however it ended; null once it is forgotten. */
export async function personOfSession(tx: Read, tokenHash: Buffer): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select person_id as id from accounts.session where token_hash = ${tokenHash}
    union all select person_id from accounts.ended_session where token_hash = ${tokenHash}`.execute(tx.q)
  return rows[0]?.id ?? null
}

/** A person whose account is open, or null. */
export async function identityOf(tx: Read, personId: number): Promise<Identity | null> {
  const { rows } = await sql<Identity>`
    with recursive who as (
      select id as person_id, name from accounts.person where id = ${personId} and closed_at is null), ${identities(tx)}
    select who.person_id as "personId", who.name, ${membershipsJson}, ${electedColumn(tx)} from who`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

/** The session of the main host that a counter's comes from: they began together, proved the same, and end together. */
export interface SessionRoot {
  id: string
  createdAt: Date
  provedAt: Date
}

export async function insertSession(
  tx: Write,
  session: {
    tokenHash: Buffer
    personId: number
    expiresAt: Date
    factors: 1 | 2
    deviceId: number | null
    isShared: boolean
    root: SessionRoot | null
  },
): Promise<void> {
  const { tokenHash, personId, expiresAt, factors, deviceId, isShared, root } = session
  // The person is there: an account not seen for long is closed (register of processing).
  await sql`
    with seen as (update accounts.person set last_seen_at = ${tx.now}, closing_told_at = null where id = ${personId})
    insert into accounts.session (token_hash, person_id, created_at, last_seen_at, proved_at, expires_at, factors, device_id, is_shared, root_id)
    values (${tokenHash}, ${personId}, ${root?.createdAt ?? tx.now}, ${tx.now}, ${root?.provedAt ?? tx.now}, ${expiresAt}, ${factors}, ${deviceId},
      ${isShared}, ${root?.id ?? null})`.execute(tx.q)
}

/** The session was used, and so was the one it comes from. */
export async function prolongSession(tx: Write, tokenHash: Buffer, expiresAt: Date): Promise<void> {
  await sql`
    with here as (
      update accounts.session s set last_seen_at = ${tx.now}, expires_at = ${expiresAt} from accounts.session h
      where h.token_hash = ${tokenHash} and s.id in (h.id, h.root_id) returning s.person_id)
    update accounts.person p set last_seen_at = ${tx.now}, closing_told_at = null from here where p.id = here.person_id`.execute(
    tx.q,
  )
}

/** The session acts in its own name and sees with its own eyes, and its person knows it. */
export async function forgetOver(tx: Write, tokenHash: Buffer): Promise<void> {
  await sql`
    with own as (update accounts.session set mandate_id = null where token_hash = ${tokenHash} returning id)
    update accounts.look l set session_id = null from own where l.session_id = own.id and l.ends_at <= ${tx.now}`.execute(
    tx.q,
  )
}

/** That session alone, and those that come from it. */
export async function deleteSession(tx: Write, tokenHash: Buffer): Promise<void> {
  await sql`delete from accounts.session where token_hash = ${tokenHash}`.execute(tx.q)
}

/** That session at every host: the one of the main host, from which the others come. */
export async function deleteEverywhere(tx: Write, tokenHash: Buffer): Promise<void> {
  await sql`delete from accounts.session where id = (
    select coalesce(root_id, id) from accounts.session where token_hash = ${tokenHash})`.execute(tx.q)
}

export async function deleteSessionsOf(tx: Write, personId: number): Promise<void> {
  await sql`delete from accounts.session where person_id = ${personId}`.execute(tx.q)
}

/** Forgets ended sessions and links; accounts never confirmed go by the register of processing. */
export async function deleteEnded(tx: Write): Promise<void> {
  await sql`delete from accounts.session where expires_at < ${tx.now}`.execute(tx.q)
  await sql`delete from accounts.ended_session where ended_at < ${new Date(tx.now.getTime() - REMEMBERED * 86_400_000)}`.execute(
    tx.q,
  )
  await sql`delete from accounts.proof where expires_at < ${tx.now} and purpose <> 'sign-up'`.execute(tx.q)
}

/** What programs of theirs write instead of a password: none opens anything any more. As the system. */
export async function deleteApplicationPasswords(tx: Write, personId: number): Promise<void> {
  await sql`delete from accounts.application_password where person_id = ${personId}`.execute(tx.q)
}
