// Coming in: a full session on a device that is recognised or noted; the person is told of a device never seen.
import type { Write } from '#platform/db.ts'
import { DEVICE } from '#platform/http/cookies.ts'
import type { Context, Cookie } from '#platform/http/route.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import type { Writer } from '../mails.ts'
import { personEmail } from '../person.ts'
import { type OpenedSession, openSession } from '../session.ts'
import { digest, newToken } from '../token.ts'
import { writerOf } from '../writer.ts'
import { browserName } from './browser-name.ts'
import { unusualMail } from './mails.ts'
import { hasDevices, insertDevice, touchDevice } from './queries.ts'

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

/**
 * Opens a session whose every factor was proved: 1 a password, 2 a second factor too, or a passkey. Act as the system.
 * The first device of a person is not unusual.
 * @param isShared on a computer that others use: no device is noted, the session is short
 * @throws NotFound when the account is closed
 */
export async function enter(
  tx: Write,
  personId: number,
  factors: 1 | 2,
  arrival: Arrival,
  isShared = false,
): Promise<Entered> {
  if (isShared) {
    const session = await openSession(tx, personId, { factors, isShared })
    return { session, cookies: [session.cookie] }
  }
  const token = isToken(arrival.deviceToken) ? arrival.deviceToken : newToken()
  const browser = browserName(arrival.userAgent)
  const known = await touchDevice(tx, personId, digest(token), browser)
  if (known === null && (await hasDevices(tx, personId))) {
    const email = await personEmail(tx, personId)
    if (email !== null) await queueMail(tx, { to: email, ...unusualMail(arrival.writer, browser) })
  }
  const deviceId = known ?? (await insertDevice(tx, personId, digest(token), browser))
  const session = await openSession(tx, personId, { factors, deviceId })
  return { session, cookies: [session.cookie, { name: DEVICE, value: token, maxAge: TWO_YEARS }] }
}

const isToken = (token: string | null): token is string => token !== null && /^[\w-]{43}$/.test(token)
