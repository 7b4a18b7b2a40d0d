// Where the engine keeps its state: PostgreSQL, so that any process may go on with what another began.
// The seven methods of the library's adapter; ids are kept as digests, and the clock is the engine's (seconds).
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db.ts'
import { clientMetadata } from './client-metadata.ts'
import { digestOf } from './derive.ts'
import {
  type ArtifactRow,
  artifactById,
  artifactByUid,
  artifactByUserCode,
  consumeArtifact,
  deleteArtifact,
  deleteByGrant,
  type NewArtifact,
  upsertArtifact,
} from './queries.artifact.ts'

/** Makes the adapter of a model: clients come from their own table, and are never written by the engine. */
export function adapterOf(db: Database): (model: string) => Adapter {
  return (model) => (model === 'Client' ? clientAdapter(db) : artifactAdapter(db, model))
}

const GRANTED = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken'])

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function rowOf(model: string, id: string, payload: AdapterPayload): NewArtifact {
  const { jti: _jti, ...kept } = payload
  const accountId = text(payload.accountId)
  return {
    model,
    idHash: digestOf(id),
    payload: JSON.stringify(kept),
    grantId: GRANTED.has(model) ? text(payload.grantId) : null,
    uid: model === 'Session' ? text(payload.uid) : null,
    userCode: text(payload.userCode),
    personId: accountId === null ? null : Number(accountId),
    clientId: text(payload.clientId),
    expiresAt: typeof payload.exp === 'number' ? new Date(payload.exp * 1000) : null,
  }
}

function payloadOf(row: ArtifactRow | null, jti: string | null): AdapterPayload | undefined {
  if (row === null) return undefined
  const payload: AdapterPayload = { ...row.payload }
  if (jti !== null) payload.jti = jti
  if (row.consumedAt !== null) payload.consumed = Math.floor(row.consumedAt.getTime() / 1000)
  return payload
}

function artifactAdapter(db: Database, model: string): Adapter {
  return {
    upsert: (id, payload) => db.write(system, (tx) => upsertArtifact(tx, rowOf(model, id, payload))),
    find: async (id) => payloadOf(await db.read(system, (tx) => artifactById(tx, model, digestOf(id))), id),
    findByUid: async (uid) => payloadOf(await db.read(system, (tx) => artifactByUid(tx, model, uid)), null),
    findByUserCode: async (code) =>
      payloadOf(await db.read(system, (tx) => artifactByUserCode(tx, model, code)), null),
    consume: (id) => consumeOnce(db, model, id),
    destroy: (id) => db.write(system, (tx) => deleteArtifact(tx, model, digestOf(id))),
    revokeByGrantId: (grantId) => db.write(system, (tx) => deleteByGrant(tx, grantId)),
  }
}

// Two requests may both have found it unused: the database says who was first. The other is a replay, and replays end the
// whole family (RFC 9700, 4.14.2): without its grant, what the first is about to get is dead too.
async function consumeOnce(db: Database, model: string, id: string): Promise<void> {
  const isFirst = await db.write(system, async (tx) => {
    if (await consumeArtifact(tx, model, digestOf(id), new Date())) return true
    const grantId = text((await artifactById(tx, model, digestOf(id)))?.payload.grantId)
    if (grantId !== null) {
      await deleteByGrant(tx, grantId)
      await deleteArtifact(tx, 'Grant', digestOf(grantId))
    }
    return false
  })
  if (isFirst) return
  if (GRANTED.has(model)) throw new errors.InvalidGrant('already used')
  throw new errors.InvalidRequest('already used')
}

function clientAdapter(db: Database): Adapter {
  const never = async (): Promise<never> => {
    throw new Error('clients are not written by the engine')
  }
  const none = async () => undefined
  return {
    find: (id) => clientMetadata(db, id),
    upsert: never,
    consume: never,
    destroy: never,
    revokeByGrantId: never,
    findByUid: none,
    findByUserCode: none,
  }
}
