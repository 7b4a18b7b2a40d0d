// Coming in: a full session on a device that is recognised or noted; the person is told of a device never seen.
import type { Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { DEVICE } from '#platform/http/cookies.ts'
import type { Context, Cookie } from '#platform/http/route.ts'
import { addJob } from '#platform/jobs.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { actorFrom, type OpenedSession, sessionCookie, endOf, digest, newToken, writerOf } from '#people'
import { browserName } from './browser-name.ts'
import { insertEntry } from './queries.entry.ts'
import { TELL_DEVICE } from './warn.ts'

const TWO_YEARS = 2 * 365 * 86_400

/** From where somebody comes in. */
export interface Arrival {
  /** The cookie that recognises the browser, if it has one. */
  deviceToken: string | null
  userAgent: string
  writer: Writer
}

export interface Entered {
  session: OpenedSession
  cookies: Cookie[]
}

/** From where this exchange comes. */
export const arrivalOf = (ctx: Context): Arrival => ({
  deviceToken: ctx.deviceToken,
  userAgent: ctx.userAgent,
  writer: writerOf(ctx),
})

/** What was proved, and what goes with it. */
export interface Proved {
  /** 1 a password, 2 a second factor too, or a passkey. */
  factors: 1 | 2
  /** On a computer that others use: no device is noted, the session is short. */
  isShared?: boolean
  /** The session that the browser had before: it ends. */
  oldToken?: string | null
  /** How long half a session lives, for whoever owes a second factor. Absent: nobody is asked for one. */
  halfMinutes?: number
}

/**
 * Opens a session for whoever proved who they are; half a session (`isHalf`), with which nobody acts, when a second factor is
 * owed. Act as the system. The first device of a person is not unusual.
 * @throws NotFound when the account is closed
 */
export async function enterWith(
  tx: Write,
  personId: number,
  arrival: Arrival,
  { factors, isShared = false, oldToken = null, halfMinutes }: Proved,
): Promise<Entered & { isHalf: boolean }> {
  const token = newToken()
  const device = isToken(arrival.deviceToken) ? arrival.deviceToken : newToken()
  const browser = browserName(arrival.userAgent)
  const end = (kind: 'resident' | 'agent') => endOf({ kind }, tx.now, tx.now, isShared)
  const entry = await insertEntry(tx, personId, {
    tokenHash: digest(token),
    factors,
    isShared,
    device: isShared ? null : { tokenHash: digest(device), browser },
    formerHash: oldToken === null ? null : digest(oldToken),
    ends: {
      half: halfMinutes === undefined ? null : new Date(tx.now.getTime() + halfMinutes * 60_000),
      resident: end('resident'),
      working: end('agent'),
    },
  })
  if (entry === null) throw new NotFound()
  const actor = actorFrom(entry, null, [])
  const session = { token, actor, cookie: sessionCookie(token, actor, isShared) }
  const { isHalf, isKnown, hadDevices, deviceId } = entry
  if (isShared || isHalf) return { session, cookies: [session.cookie], isHalf }
  if (!isKnown && hadDevices)
    await addJob(tx, TELL_DEVICE, { personId, deviceId, browser, site: arrival.writer.site.name })
  return {
    session,
    cookies: [session.cookie, { name: DEVICE, value: device, maxAge: TWO_YEARS }],
    isHalf,
  }
}

/**
 * Opens a session whose every factor was proved. Act as the system.
 * @throws NotFound when the account is closed
 */
export async function enter(
  tx: Write,
  personId: number,
  factors: 1 | 2,
  arrival: Arrival,
  isShared = false,
): Promise<Entered> {
  const { session, cookies } = await enterWith(tx, personId, arrival, { factors, isShared })
  return { session, cookies }
}

const isToken = (token: string | null): token is string => token !== null && /^[\w-]{43}$/.test(token)
