// SQL of what the engine keeps: codes, tokens, sessions, interactions, grants. Act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'

export interface ArtifactRow {
  payload: Record<string, unknown>
  consumedAt: Date | null
}

export interface NewArtifact {
  model: string
  idHash: Buffer
  payload: string
  grantId: string | null
  uid: string | null
  userCode: string | null
  personId: number | null
  clientId: string | null
  expiresAt: Date | null
}

export async function upsertArtifact(tx: Write, row: NewArtifact): Promise<void> {
  await sql`
    insert into identity.artifact (model, id, payload, grant_id, uid, user_code, person_id, client_id, expires_at)
    values (${row.model}, ${row.idHash}, ${row.payload}::json, ${row.grantId}, ${row.uid}, ${row.userCode}, ${row.personId}, ${row.clientId}, ${row.expiresAt})
    on conflict (model, id) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
      user_code = excluded.user_code, person_id = excluded.person_id, client_id = excluded.client_id, expires_at = excluded.expires_at`.execute(
    tx.q,
  )
}

const columns = sql`payload, consumed_at as "consumedAt"`

export async function artifactById(tx: Read, model: string, idHash: Buffer): Promise<ArtifactRow | null> {
  const { rows } = await sql<ArtifactRow>`
    select ${columns} from identity.artifact where model = ${model} and id = ${idHash}`.execute(tx.q)
  return rows[0] ?? null
}

export async function artifactByUid(tx: Read, model: string, uid: string): Promise<ArtifactRow | null> {
  const { rows } = await sql<ArtifactRow>`
    select ${columns} from identity.artifact where model = ${model} and uid = ${uid} order by expires_at desc limit 1`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export async function artifactByUserCode(
  tx: Read,
  model: string,
  userCode: string,
): Promise<ArtifactRow | null> {
  const { rows } = await sql<ArtifactRow>`
    select ${columns} from identity.artifact where model = ${model} and user_code = ${userCode}`.execute(tx.q)
  return rows[0] ?? null
}

/** Marks it used, once: of two at the same instant one wins. @returns false when it was used before, or is gone */
export async function consumeArtifact(tx: Write, model: string, idHash: Buffer, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update identity.artifact set consumed_at = ${at}
    where model = ${model} and id = ${idHash} and consumed_at is null returning model`.execute(tx.q)
  return rows.length === 1
}

export async function deleteArtifact(tx: Write, model: string, idHash: Buffer): Promise<void> {
  await sql`delete from identity.artifact where model = ${model} and id = ${idHash}`.execute(tx.q)
}

/** Every code and token of that grant, of every kind. */
export async function deleteByGrant(tx: Write, grantId: string): Promise<void> {
  await sql`delete from identity.artifact where grant_id = ${grantId}`.execute(tx.q)
}

/** Everything that lets the site read about the person: grants, codes and tokens. The sessions stay. */
export async function deleteOfPersonAtClient(tx: Write, personId: number, clientId: string): Promise<void> {
  await sql`delete from identity.artifact where person_id = ${personId} and client_id = ${clientId}`.execute(
    tx.q,
  )
}

/** The person's live sessions of the engine. */
export async function sessionsOf(tx: Read, personId: number): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ payload: Record<string, unknown> }>`
    select payload from identity.artifact where model = 'Session' and person_id = ${personId} and client_id is null`.execute(
    tx.q,
  )
  return rows.map(({ payload }) => payload)
}

export async function deleteSessionByUid(tx: Write, uid: string): Promise<void> {
  await sql`delete from identity.artifact where model = 'Session' and uid = ${uid}`.execute(tx.q)
}

/** @returns how many were forgotten */
export async function deleteExpired(tx: Write, now: Date): Promise<number> {
  const { rows } = await sql`delete from identity.artifact where expires_at < ${now} returning model`.execute(
    tx.q,
  )
  return rows.length
}
