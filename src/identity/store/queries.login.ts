// SQL that ties the sessions of the engine to those of the account. Act as the system.
import { sql } from 'kysely'
import type { Level, ProfileValueId, Source } from '#people'
import type { Read, Write } from '#platform/db/db.ts'

/** Who has a session of the account, proved when and by how many factors. */
export interface Login {
  personId: number
  name: string
  since: Date
  factors: 1 | 2
  /** Does the session of the engine that was named follow it? */
  isFollowed: boolean
}

/** The open session of that digest, or null. `uid`: of the session of the engine that may follow it already. */
export async function loginOf(tx: Read, tokenHash: Buffer, uid: string | null): Promise<Login | null> {
  const { rows } = await sql<Login>`
    select p.id as "personId", p.name, s.proved_at as since, s.factors,
      exists (select from identity.session_link l where l.session_uid = ${uid} and l.token_hash = s.token_hash) as "isFollowed"
    from accounts.session s join accounts.person p on p.id = s.person_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${tx.now} and p.closed_at is null`.execute(tx.q)
  return rows[0] ?? null
}

export async function isOpenAccount(tx: Read, personId: number): Promise<boolean> {
  const { rows } =
    await sql`select from accounts.person where id = ${personId} and closed_at is null`.execute(tx.q)
  return rows.length === 1
}

/** Sessions of the engine that followed that session of the account; they follow nothing any more. */
export async function unlinkSessions(tx: Write, tokenHash: Buffer): Promise<string[]> {
  const { rows } = await sql<{ uid: string }>`
    delete from identity.session_link where token_hash = ${tokenHash} returning session_uid as uid`.execute(
    tx.q,
  )
  return rows.map(({ uid }) => uid)
}

/** Links to sessions that are no more. */
export async function deleteDeadLinks(tx: Write): Promise<void> {
  await sql`
    delete from identity.session_link l where not exists (select from accounts.session s where s.token_hash = l.token_hash)
      and linked_at < ${new Date(tx.now.getTime() - 86_400_000)}`.execute(tx.q)
}

/** A value of the profile in force. */
export interface KnownValue {
  id: ProfileValueId
  value: string
  source: Source
  level: Level
  proof: string | null
  /** Day it was recorded, `YYYY-MM-DD`: an instant would be the same, and alone of its kind, at every site. */
  since: string
}

/** What the account says of a person, and what follows from it for the authority of a site. */
export interface PersonFacts {
  name: string
  /** null: no address. */
  email: string | null
  /** Day the address was verified, or null. */
  emailSince: string | null
  /** Those in force only. */
  values: KnownValue[]
  communeName: string | null
  /** Is the commune of the person the authority's, or one of the metropolis's? null: no commune, or no authority. */
  livesHere: boolean | null
  /** Day in the zone of the territory, `YYYY-MM-DD`. */
  today: string
}

/** null when the account is closed. */
export async function personFacts(
  tx: Read,
  personId: number,
  authorityId: number | null,
): Promise<PersonFacts | null> {
  const live = sql`v.person_id = p.id and v.ended_at is null and (v.expires_at is null or v.expires_at > ${tx.now})`
  const { rows } = await sql<PersonFacts>`
    select p.name, p.email, (p.email_verified_at at time zone s.zone)::date::text as "emailSince",
      (${tx.now}::timestamptz at time zone s.zone)::date::text as today,
      coalesce((select json_agg(json_build_object('id', v.value_id, 'value', v.value, 'source', v.source, 'level', v.level,
        'proof', v.proof, 'since', (v.recorded_at at time zone s.zone)::date::text) order by v.id)
        from accounts.profile_value v where ${live}), '[]') as values,
      home.name as "communeName", home.here as "livesHere"
    from accounts.person p cross join territory.settings s left join lateral (
      select a.name, case when mine.id is not null then coalesce(mine.level = 'metropolis' and a.code is not null, false)
        or coalesce(a.authority_id = mine.id, false) end as here
      from accounts.profile_value v left join territory.area a on a.code = v.value
        left join territory.authority mine on mine.id = ${authorityId}
      where ${live} and v.value_id = 'commune') home on true
    where p.id = ${personId} and p.closed_at is null`.execute(tx.q)
  return rows[0] ?? null
}
