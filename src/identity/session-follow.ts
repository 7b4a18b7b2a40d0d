// The engine has sessions of its own, one cookie more: each follows the session of the account, and is nothing without it.
import type { IncomingMessage } from 'node:http'
import type Provider from 'oidc-provider'
import { identify, SESSION_COOKIE } from '#accounts'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db.ts'
import { assuranceOf } from './account.ts'
import { digestOf } from './derive.ts'
import { isLinked, type Login, linkSession, loginOf } from './queries.login.ts'

type Session = InstanceType<Provider['Session']>

/** The cookie of the account's session, or null. */
export function sessionTokenOf(request: IncomingMessage): string | null {
  const found = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([\\w-]{43})(?:;|$)`).exec(
    request.headers.cookie ?? '',
  )
  return found?.[1] ?? null
}

/** Who is signed in to the account in that browser, or null: half a sign-in (a second factor still owed) is nobody. */
export async function currentLogin(db: Database, token: string | null): Promise<Login | null> {
  if (token === null) return null
  const [actor, login] = await Promise.all([
    identify(db, token, ''),
    db.read(system, (tx) => loginOf(tx, digestOf(token))),
  ])
  return actor.personId === login?.personId ? (login ?? null) : null
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
  const token = sessionTokenOf(request)
  const login = await currentLogin(db, token)
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
  await follow(db, session.uid, digestOf(token), login.personId)
  return session
}

async function follow(db: Database, uid: string, tokenHash: Buffer, personId: number): Promise<void> {
  if (await db.read(system, (tx) => isLinked(tx, uid, tokenHash))) return
  await db.write(system, (tx) => linkSession(tx, uid, tokenHash, personId))
}

function blank(provider: Provider): Session {
  return new provider.Session()
}
