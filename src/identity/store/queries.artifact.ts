// SQL of what the engine keeps: codes, tokens, sessions, interactions, grants. Act as the system.
import { sql } from 'kysely'
import type { AdapterPayload } from 'oidc-provider'
import { atOnce } from '#platform/limits/at-once.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'

export interface ArtifactRow {
  payload: Record<string, unknown>
  consumedAt: Date | null
}

/** As the engine had it. `jti`: the id, which is not kept. */
export function payloadOf(row: ArtifactRow | null, jti: string | null): AdapterPayload | undefined {
  if (row === null) return undefined
  const payload: AdapterPayload = { ...row.payload }
  if (jti !== null) payload.jti = jti
  if (row.consumedAt !== null) payload.consumed = Math.floor(row.consumedAt.getTime() / 1000)
  return payload
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

/** A code or a token to use up, or anything to forget, by the digest of its id. */
export interface Use {
  model: string
  idHash: Buffer
}

/** An artifact with what it cannot be used without. */
export interface FoundArtifact extends ArtifactRow {
  /** What it was given under. */
  grant: Record<string, unknown> | null
  /** The session that it ends with, if it ends with one. */
  session: Record<string, unknown> | null
  /** Is the account of the code or token open? null for anything else. */
  isOpen: boolean | null
}

/** What is kept under that digest. */
export async function artifactByDigest(
  db: Database,
  model: string,
  idHash: Buffer,
): Promise<FoundArtifact | null> {
  const [row] = await atOnce<FoundArtifact>(
    db,
    'identity.artifact_find',
    `select payload, consumed_at as "consumedAt", grant_payload as "grant", session_payload as "session", is_open as "isOpen"
     from identity.artifact_find($1, $2)`,
    [model, idHash],
  )
  return row ?? null
}

/**
 * Writes the rows and forgets what has ended, using up a code or token first, all of it or nothing.
 * @returns false for a replay: it was used before, or is gone; its family has ended, and nothing was written
 */
export async function writeArtifacts(
  db: Database,
  rows: readonly NewArtifact[],
  use: Use | null,
  at: Date,
  ended: readonly Use[] = [],
): Promise<boolean> {
  const list = `[${rows.map(rowText).join(',')}]`
  const write = 'select identity.artifact_write($1, $2, $3, $4) as "isFirst"'
  const values = [list, use?.model ?? null, use?.idHash ?? null, at]
  const [row] = await (ended.length === 0
    ? atOnce<{ isFirst: boolean }>(db, 'identity.artifact_write', write, values)
    : atOnce<{ isFirst: boolean }>(db, 'identity.artifact_settle', `${write}, identity.artifact_end($5)`, [
        ...values,
        listText(ended),
      ]))
  return row?.isFirst === true
}

const listText = (ended: readonly Use[]): string =>
  JSON.stringify(ended.map(({ model, idHash }) => ({ model, id: idHash.toString('hex') })))

/** Forgets one. */
export async function deleteArtifact(db: Database, ended: Use): Promise<void> {
  await atOnce(db, 'identity.artifact_end', 'select identity.artifact_end($1)', [listText([ended])])
}

// The payload is text already: it is set in as it is.
function rowText({ payload, idHash, ...row }: NewArtifact): string {
  const { model, grantId, uid, userCode, personId, clientId, expiresAt } = row
  const rest = {
    model,
    id: idHash.toString('hex'),
    grant_id: grantId,
    uid,
    user_code: userCode,
    person_id: personId,
    client_id: clientId,
    expires_at: expiresAt,
  }
  return `${JSON.stringify(rest).slice(0, -1)},"payload":${payload}}`
}

/** A session of the engine follows a session of the account: nothing when that has ended or is somebody else's. */
export async function followSession(
  db: Database,
  uid: string,
  tokenHash: Buffer,
  personId: number,
): Promise<void> {
  const values = [uid, tokenHash, personId, db.clock()]
  await atOnce(db, 'identity.follow_session', 'select identity.follow_session($1, $2, $3, $4)', values)
}

const columns = sql`payload, consumed_at as "consumedAt"`

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
