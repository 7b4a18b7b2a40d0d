// SQL of coming in: who it is, the device, the session and the end of the one before, in one statement. As the system.
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import { electedColumn, type Identity, identities, inOffice, membershipsJson } from '#people'

export interface NewEntry {
  tokenHash: Buffer
  factors: 1 | 2
  isShared: boolean
  /** null: the browser is not noted. */
  device: { tokenHash: Buffer; browser: string } | null
  /** The session that the browser had: it ends, at every host. */
  formerHash: Buffer | null
  /** When the session ends: of half a sign-in (null: whoever owes a second factor comes in all the same), of a resident, of whoever works. */
  ends: { half: Date | null; resident: Date; working: Date }
}

export interface Entry extends Identity {
  email: string | null
  /** A second factor is owed: no device was noted. */
  isHalf: boolean
  /** The person came from that device before. */
  isKnown: boolean
  hadDevices: boolean
  /** The device, when it is noted. */
  deviceId: string | null
}

/** null, and nothing was done, when the account is closed. */
export async function insertEntry(tx: Write, personId: number, entry: NewEntry): Promise<Entry | null> {
  const { tokenHash, factors, isShared, device, formerHash, ends } = entry
  const { rows } = await sql<Entry>`
    with recursive who as (
      select p.id as person_id, p.name, p.email, ${inOffice(tx, sql.ref('p.id'))} as in_office, exists (select from accounts.totp t where t.person_id = p.id) as has_two
      from accounts.person p where p.id = ${personId} and p.closed_at is null), ${identities(tx)},
    standing as (
      select who.*, who.in_office or exists (select from held) as works,
        ${ends.half}::timestamptz is not null and ${factors}::integer = 1 and (who.in_office or who.has_two) as is_half
      from who),
    former as (
      delete from accounts.session s using standing, accounts.session f
      where f.token_hash = ${formerHash}::bytea and s.id = coalesce(f.root_id, f.id)),
    had as (select exists (select from accounts.device where person_id = ${personId}) as devices),
    known as (
      update accounts.device d set last_seen_at = ${tx.now}, browser = ${device?.browser ?? null}::text from standing
      where not is_half and d.person_id = standing.person_id and d.token_hash = ${device?.tokenHash ?? null}::bytea
      returning d.id),
    made as (
      insert into accounts.device as d (person_id, token_hash, browser, first_seen_at, last_seen_at)
      select person_id, ${device?.tokenHash ?? null}::bytea, ${device?.browser ?? null}::text, ${tx.now}::timestamptz, ${tx.now}::timestamptz
      from standing where not is_half and ${device !== null} and not exists (select from known)
      on conflict (person_id, token_hash) do update set last_seen_at = excluded.last_seen_at
      returning d.id),
    -- The person is there: an account not seen for long is closed (register of processing).
    seen as (
      update accounts.person p set last_seen_at = ${tx.now}, closing_told_at = null from standing where p.id = standing.person_id),
    opened as (
      insert into accounts.session (token_hash, person_id, created_at, last_seen_at, proved_at, expires_at, factors, device_id, is_shared)
      select ${tokenHash}::bytea, person_id, ${tx.now}::timestamptz, ${tx.now}::timestamptz, ${tx.now}::timestamptz,
        case when is_half then ${ends.half}::timestamptz when works then ${ends.working}::timestamptz else ${ends.resident}::timestamptz end,
        ${factors}::smallint, coalesce((select id from known), (select id from made)), ${isShared}::boolean
      from standing)
    select standing.person_id as "personId", standing.name, standing.email, standing.is_half as "isHalf",
      exists (select from known) as "isKnown", (select devices from had) as "hadDevices",
      coalesce((select id from known), (select id from made)) as "deviceId", ${membershipsJson}, ${electedColumn(tx, 'standing')}
    from standing`.execute(tx.q)
  return rows[0] ?? null
}
