// The engine has sessions of its own, one cookie more: each follows the session of the account, and is nothing without it.
import type { IncomingMessage } from 'node:http'
import type Provider from 'oidc-provider'
import { identify } from '#people'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { readCookie, SESSION } from '#platform/http/cookies.ts'
import { assuranceOf } from './account.ts'
import { digestOf } from '../store/derive.ts'
import { followSession } from '../store/queries.artifact.ts'
import { type Login, loginOf } from '../store/queries.login.ts'

type Session = InstanceType<Provider['Session']>

/** The cookie of the account's session, or null. */
export function sessionTokenOf(where: Pick<Config, 'publicUrl'>, request: IncomingMessage): string | null {
  const token = readCookie(where, request.headers.cookie, SESSION) ?? ''
  return /^[\w-]{43}$/.test(token) ? token : null
}

/**
 * Who is signed in to the account in that browser, or null: half a sign-in (a second factor still owed) is nobody.
 * Always in their own name: a mandate opens no site. `uid`: of the session of the engine that may follow it.
 */
export async function currentLogin(
  db: Database,
  token: string | null,
  uid: string | null = null,
): Promise<Login | null> {
  if (token === null) return null
  const [actor, login] = await Promise.all([
    identify(db, token, ''),
    db.read(system, (tx) => loginOf(tx, digestOf(token), uid)),
  ])
  const personId = actor.by?.personId ?? actor.personId
  return personId === login?.personId ? (login ?? null) : null
}

// Seconds, never after the engine's own now.
const seconds = (date: Date): number =>
  Math.min(Math.floor(date.getTime() / 1000), Math.floor(Date.now() / 1000))

/**
 * The session to go on with: the browser's own when it is the person's, a new one otherwise. Nobody signed in: nobody in
 * the session either, whatever its cookie says.
 */
export async function followAccount(
  db: Database,
  provider: Provider,
  found: Session,
  request: IncomingMessage,
): Promise<Session> {
  const token = sessionTokenOf({ publicUrl: provider.issuer }, request)
  const login = await currentLogin(db, token, found.uid)
  if (login === null || token === null) return found.accountId === undefined ? found : blank(provider)
  const accountId = String(login.personId)
  const isHis = found.accountId === undefined || found.accountId === accountId
  const session = isHis ? found : blank(provider)
  const since = seconds(login.since)
  if (session.accountId === undefined || (session.loginTs ?? 0) < since) {
    session.loginAccount({ accountId, loginTs: since, ...assuranceOf(login.factors) })
    // The engine saves the sessions that were touched.
    Object.assign(session, { touched: true })
  }
  if (session !== found || !login.isFollowed)
    await followSession(db, session.uid, digestOf(token), login.personId)
  return session
}

function blank(provider: Provider): Session {
  return new provider.Session()
}
