// What one exchange with the engine has read ahead, and has still to write: one statement each, instead of one for each thing.
// Nothing outlives the exchange: a site disabled, a consent withdrawn, an account closed count at the next one.
import Provider, { type AdapterPayload, errors } from 'oidc-provider'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { digestOf } from '../store/derive.ts'
import {
  artifactByDigest,
  artifactByUid,
  deleteArtifact,
  type FoundArtifact,
  type NewArtifact,
  payloadOf,
  type Use,
  writeArtifacts,
} from '../store/queries.artifact.ts'

export const GRANTED = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken'])

interface Exchange {
  /** The code or token that was presented, until asked for. null: there is none such. */
  token: { key: string; row: FoundArtifact | null } | null
  /** Read with a token, by model and id, until asked for: its grant, and the session it ends with. */
  ahead: Map<string, AdapterPayload>
  /** Whose token was just read. */
  account: { id: string; isOpen: boolean } | null
  /** To be used up, with the rows, when the access token is written: one transaction, one wait for the disk. */
  use: Use | null
  rows: Map<string, NewArtifact>
  ended: Map<string, Use>
  /** Somebody at their browser: what it leaves is written once, before it is answered. */
  isVisit: boolean
}

const VISITS = new Set(['authorization', 'resume'])
const READS = new Set(['token', 'userinfo', ...VISITS])
/** What a visit leaves. Proofs against replays and requests posted ahead are written at once. */
const LEFT = new Set(['AuthorizationCode', 'Grant', 'Interaction', 'Session'])

const exchanges = new WeakMap<object, Exchange>()

function currentExchange(): Exchange | null {
  const { ctx } = Provider
  const route = ctx?.oidc.route ?? ''
  if (ctx === undefined || !READS.has(route)) return null
  const known = exchanges.get(ctx) ?? {
    token: null,
    ahead: new Map(),
    account: null,
    use: null,
    rows: new Map(),
    ended: new Map(),
    isVisit: VISITS.has(route),
  }
  exchanges.set(ctx, known)
  return known
}

const keyOf = ({ model, idHash }: Use): string => `${model} ${idHash.toString('base64url')}`
const waits = (exchange: Exchange | null, model: string): exchange is Exchange =>
  exchange !== null && exchange.isVisit && LEFT.has(model)

/** Given once: whoever asks again reads again. */
function taken(exchange: Exchange | null, key: string): AdapterPayload | undefined {
  const found = exchange?.ahead.get(key)
  exchange?.ahead.delete(key)
  return found
}

export async function find(db: Database, model: string, id: string): Promise<AdapterPayload | undefined> {
  const exchange = currentExchange()
  const ahead = taken(exchange, `${model} ${id}`)
  if (ahead !== undefined) return ahead
  const idHash = digestOf(id)
  const left = exchange?.rows.get(keyOf({ model, idHash }))
  if (left !== undefined) return payloadOf({ payload: JSON.parse(left.payload), consumedAt: null }, id)
  if (exchange?.ended.has(keyOf({ model, idHash })) === true) return undefined
  const row = await found(db, exchange, { model, idHash })
  if (exchange !== null && row !== null) readAhead(exchange, row)
  return payloadOf(row, id)
}

async function found(db: Database, exchange: Exchange | null, asked: Use): Promise<FoundArtifact | null> {
  const token = exchange?.token ?? null
  if (exchange === null || token?.key !== keyOf(asked)) return artifactByDigest(db, asked.model, asked.idHash)
  exchange.token = null
  return token.row
}

const PRESENTED = new Map([
  ['authorization_code', { model: 'AuthorizationCode', name: 'code' }],
  ['refresh_token', { model: 'RefreshToken', name: 'refresh_token' }],
])

/** What the site of this exchange presents to get tokens: read with the site itself. null: nothing. */
export function presentedToken(): Use | null {
  const { ctx } = Provider
  if (ctx?.oidc.route !== 'token') return null
  const { params = {} } = ctx.oidc
  const kind = PRESENTED.get(String(params['grant_type']))
  const id = kind === undefined ? undefined : params[kind.name]
  return kind === undefined || typeof id !== 'string' ? null : { model: kind.model, idHash: digestOf(id) }
}

export function readTokenAhead(asked: Use, row: FoundArtifact | null): void {
  const exchange = currentExchange()
  if (exchange !== null) exchange.token = { key: keyOf(asked), row }
}

function readAhead(exchange: Exchange, { payload, grant, session, isOpen }: FoundArtifact): void {
  const { grantId, sessionUid, accountId } = payload
  if (grant !== null && typeof grantId === 'string')
    exchange.ahead.set(`Grant ${grantId}`, { ...grant, jti: grantId })
  if (session !== null && typeof sessionUid === 'string')
    exchange.ahead.set(`Session of ${sessionUid}`, { ...session })
  if (isOpen !== null && typeof accountId === 'string') exchange.account = { id: accountId, isOpen }
}

/** Is the account of the token just read open? null when none was read: to be asked. */
export function isOpenAhead(accountId: string): boolean | null {
  const account = currentExchange()?.account
  return account?.id === accountId ? account.isOpen : null
}

export async function findByUid(
  db: Database,
  model: string,
  uid: string,
): Promise<AdapterPayload | undefined> {
  const ahead = taken(currentExchange(), `${model} of ${uid}`)
  return ahead ?? payloadOf(await db.read(system, (tx) => artifactByUid(tx, model, uid)), null)
}

export async function keep(db: Database, row: NewArtifact): Promise<void> {
  const exchange = currentExchange()
  if (exchange?.use == null && !waits(exchange, row.model)) return write(db, [row], null)
  exchange.rows.set(keyOf(row), row)
  exchange.ended.delete(keyOf(row))
  // The engine always makes one, after the refresh token that takes the place of the one used.
  if (exchange.use !== null && row.model === 'AccessToken') await settle(db, exchange)
}

export async function destroy(db: Database, ended: Use): Promise<void> {
  const exchange = currentExchange()
  if (!waits(exchange, ended.model)) return deleteArtifact(db, ended)
  exchange.rows.delete(keyOf(ended))
  exchange.ended.set(keyOf(ended), ended)
}

// Two requests may both have found it unused: the database says who was first. The other is a replay, and replays end the
// whole family (RFC 9700, 4.14.2): without its grant, what the first got is dead too.
export async function consumeOnce(db: Database, use: Use): Promise<void> {
  const exchange = currentExchange()
  if (exchange === null || exchange.isVisit || !GRANTED.has(use.model)) return write(db, [], use)
  exchange.use = use
}

async function settle(db: Database, exchange: Exchange): Promise<void> {
  const { use, rows, ended } = exchange
  exchange.use = null
  exchange.rows = new Map()
  exchange.ended = new Map()
  await write(db, [...rows.values()], use, [...ended.values()])
}

/** Before the answer: what a visit leaves; and an exchange that failed on its way has used up its code or token all the same. */
export async function endExchange(db: Database, ctx: object): Promise<void> {
  const exchange = exchanges.get(ctx)
  if (exchange === undefined) return
  const { use, rows, ended } = exchange
  if (use !== null) await writeArtifacts(db, [...rows.values()], use, new Date())
  else if (rows.size > 0 || ended.size > 0) await settle(db, exchange)
}

async function write(
  db: Database,
  rows: readonly NewArtifact[],
  use: Use | null,
  ended: readonly Use[] = [],
): Promise<void> {
  if (await writeArtifacts(db, rows, use, new Date(), ended)) return
  if (use !== null && GRANTED.has(use.model)) throw new errors.InvalidGrant('already used')
  throw new errors.InvalidRequest('already used')
}
