// Where the engine keeps its state: PostgreSQL, so that any process may go on with what another began.
// The seven methods of the library's adapter; ids are kept as digests, and the clock is the engine's (seconds).
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { clientMetadata } from './client-metadata.ts'
import { digestOf } from '../store/derive.ts'
import { consumeOnce, destroy, find, findByUid, GRANTED, keep } from './exchange.ts'
import { artifactByUserCode, deleteByGrant, type NewArtifact, payloadOf } from '../store/queries.artifact.ts'

/** Makes the adapter of a model: clients come from their own table, and are never written by the engine. */
export function adapterOf(db: Database): (model: string) => Adapter {
  return (model) => (model === 'Client' ? clientAdapter(db) : artifactAdapter(db, model))
}

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

function artifactAdapter(db: Database, model: string): Adapter {
  return {
    upsert: (id, payload) => keep(db, rowOf(model, id, payload)),
    find: (id) => find(db, model, id),
    findByUid: (uid) => findByUid(db, model, uid),
    findByUserCode: async (code) =>
      payloadOf(await db.read(system, (tx) => artifactByUserCode(tx, model, code)), null),
    consume: (id) => consumeOnce(db, { model, idHash: digestOf(id) }),
    destroy: (id) => destroy(db, { model, idHash: digestOf(id) }),
    revokeByGrantId: (grantId) => db.write(system, (tx) => deleteByGrant(tx, grantId)),
  }
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
