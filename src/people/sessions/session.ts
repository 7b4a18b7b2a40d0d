// Sessions: a random token in a cookie, its digest in the database (OWASP ASVS 5.0 V7; sliding end, and an absolute one).
import type { Actor } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { SESSION } from '#platform/http/cookies.ts'
import type { Cookie } from '#platform/http/route.ts'
import { actorFrom } from './identity.ts'
import {
  deleteApplicationPasswords,
  deleteEverywhere,
  deleteSessionsOf,
  identityOf,
  insertSession,
  type SessionRoot,
} from './queries.ts'
import { endOf, isInOffice, MOST_SECONDS } from './life.ts'
import { digest, newToken } from './token.ts'

export interface OpenedSession {
  token: string
  cookie: Cookie
  actor: Actor
}

/** What a session starts with. One factor when absent: an agent then acts as nobody until the second is given. */
export interface SessionStart {
  factors?: 1 | 2
  deviceId?: number | null
  /** On a computer that others use: a short life, which ends with the browser too. */
  isShared?: boolean
  /** Ends after so many minutes, used or not; the ordinary life when absent. */
  minutes?: number
  /** At a counter: the session of the main host that it comes from (passage/). */
  root?: SessionRoot
}

/**
 * Opens a session for a person whose identity was just proved; act as the system.
 * @throws NotFound when the account is closed
 */
export async function openSession(
  tx: Write,
  personId: number,
  { factors = 1, deviceId = null, isShared = false, minutes, root }: SessionStart = {},
): Promise<OpenedSession> {
  const identity = await identityOf(tx, personId)
  if (identity === null) throw new NotFound()
  const actor = actorFrom(identity, null, [])
  const token = newToken()
  const expiresAt =
    minutes === undefined
      ? endOf(actor, root?.createdAt ?? tx.now, tx.now, isShared)
      : new Date(tx.now.getTime() + minutes * 60_000)
  await insertSession(tx, {
    tokenHash: digest(token),
    personId,
    expiresAt,
    factors,
    deviceId,
    isShared,
    root: root ?? null,
  })
  return { token, cookie: sessionCookie(token, actor, isShared), actor }
}

/** Ends the session of that token at every host, at the back end; act as the system. An unknown token ends nothing. */
export async function closeSession(tx: Write, token: string): Promise<void> {
  await deleteEverywhere(tx, digest(token))
}

/** Ends every session of the person; act as the system. */
export async function closeSessionsOf(tx: Write, personId: number): Promise<void> {
  await deleteSessionsOf(tx, personId)
  await deleteApplicationPasswords(tx, personId)
}

/** The cookie; of whoever is in office and on shared computers it also ends with the browser. The database decides when the session ends. */
export function sessionCookie(token: string, actor: Actor, isShared: boolean): Cookie {
  const { personId: opens } = actor
  const cookie = { name: SESSION, value: token, ...(opens === null ? {} : { opens }) }
  return isShared || isInOffice(actor) ? cookie : { ...cookie, maxAge: MOST_SECONDS }
}
