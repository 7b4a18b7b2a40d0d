// Signed cookies and form tokens: HMAC-SHA-256 with the installation's secret.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function mac(secret: Buffer, purpose: string, value: string): string {
  return createHmac('sha256', secret).update(`${purpose}\0${value}`).digest('base64url')
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

/** `value.signature`, or null when it was not made by us for this purpose. */
export function seal(secret: Buffer, purpose: string, value: string): string {
  return `${value}.${mac(secret, purpose, value)}`
}

export function unseal(secret: Buffer, purpose: string, sealed: string | undefined): string | null {
  const dot = sealed?.lastIndexOf('.') ?? -1
  if (sealed === undefined || dot < 0) return null
  const value = sealed.slice(0, dot)
  return same(sealed.slice(dot + 1), mac(secret, purpose, value)) ? value : null
}

/** Days that the visitor's cookie is believed after the last visit: as long as the drafts that it opens. */
export const VISITOR_DAYS = 90

const dayOf = (now: Date): number => Math.floor(now.getTime() / 86_400_000)

/** The visitor's cookie, with the day it was given: the browser's own word on its age is worth nothing. */
export const sealVisitor = (secret: Buffer, id: string, now: Date): string =>
  seal(secret, 'visitor', `${id}_${dayOf(now)}`)

/**
 * The visitor's id from its cookie, or a new one: the cookie is none of ours, or nobody came back with it for too long.
 * `isDue`: it is to be given again, new or because it was not given today.
 */
export function visitorFrom(
  secret: Buffer,
  cookie: string | undefined,
  now: Date,
): { id: string; isDue: boolean } {
  const [id = '', day = ''] = unseal(secret, 'visitor', cookie)?.split('_') ?? []
  const age = /^\d{1,6}$/.test(day) ? dayOf(now) - Number(day) : Number.POSITIVE_INFINITY
  return UUID.test(id) && age <= VISITOR_DAYS ? { id, isDue: age > 0 } : { id: randomUUID(), isDue: true }
}

/** To whom a form is shown. */
export interface Shown {
  visitorId: string
  /** The session as the browser holds it, over or not: what is typed while it ends is kept, and asks to sign in again. */
  sessionToken: string | null
  mandateId: number | null
}

/**
 * The token of every form of this visitor in this session: a form of another site cannot know it, and none outlives a
 * sign-in or a sign-out. Another one under each mandate: what was filled for somebody is never sent in another name
 * without being asked again.
 */
export function csrfToken(secret: Buffer, { visitorId, sessionToken, mandateId }: Shown): string {
  return mac(secret, 'csrf', `${visitorId}\0${sessionToken ?? ''}\0${mandateId ?? ''}`)
}

export function csrfHolds(secret: Buffer, shown: Shown, token: string): boolean {
  return same(token, csrfToken(secret, shown))
}
