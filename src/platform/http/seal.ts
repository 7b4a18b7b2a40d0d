// Signed cookies and form tokens: HMAC-SHA-256 with the installation's secret.
import { createHmac, createSecretKey, type KeyObject, randomUUID, timingSafeEqual } from 'node:crypto'
import type { Actor } from '../actor.ts'
import type { Keeping } from './reader-names.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Made once of a secret: making the key takes six times what signing takes, and a page signs a few times. */
const keys = new WeakMap<Buffer, KeyObject>()

function keyOf(secret: Buffer): KeyObject {
  const known = keys.get(secret)
  if (known !== undefined) return known
  const key = createSecretKey(secret)
  keys.set(secret, key)
  return key
}

function mac(secret: Buffer, purpose: string, value: string): string {
  return createHmac('sha256', keyOf(secret)).update(`${purpose}\0${value}`).digest('base64url')
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

/** The visitor's id from its cookie, or a new one. */
export function visitorFrom(secret: Buffer, cookie: string | undefined): { id: string; isNew: boolean } {
  const id = unseal(secret, 'visitor', cookie)
  return id !== null && UUID.test(id) ? { id, isNew: false } : { id: randomUUID(), isNew: true }
}

/** The purpose of a message of one visitor: kept, or planted, in another's browser it says nothing. */
export const flashOf = (visitorId: string): string => `flash of ${visitorId}`

/** A name of the visitor that may be read by anybody: it makes no cookie. */
export const visitorMark = (secret: Buffer, visitorId: string): string =>
  mac(secret, 'visitor mark', visitorId)

/**
 * What the visitor of that mark becomes when that person signs in: the same one however often it is said (a form sent twice, an
 * answer lost), and nobody else makes it.
 */
export function visitorAfter(secret: Buffer, mark: string, personId: number): string {
  const bytes = Buffer.from(mac(secret, 'visitor after', `${mark}\0${personId}`), 'base64url')
  // An identifier of RFC 9562, 5.8: version 8, ours.
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}

/** A mark of whoever a page is shown to, for what their browser keeps by itself: the same at each of their sessions. */
export const keeperMark = (
  secret: Buffer,
  { actor, visitorId }: { actor: Pick<Actor, 'personId' | 'by'>; visitorId: string },
): string => mac(secret, 'kept in the browser', `${actor.personId ?? visitorId}\0${actor.by?.under ?? ''}`)

/** The key by which the browser of that person seals what they type and did not send: given with the page, and not kept there. */
export const draftKey = (secret: Buffer, what: string, personId: number): string =>
  mac(secret, 'draft kept in the browser', `${what}\0${personId}`)

/** A name of the session that scripts may read: it makes no cookie of one, and another session has another. */
export const sessionMark = (secret: Buffer, what: Keeping, sessionToken: string): string =>
  mac(secret, `${what} kept in a session`, sessionToken)

/** That person asked to keep it on the device that holds the mark: nobody else is taken at their word. */
export const keepsMark = (secret: Buffer, what: Keeping, personId: number): string =>
  mac(secret, `keeps ${what}`, String(personId))

/** To whom a form is shown. */
export interface Shown {
  visitorId: string
  /** The session as the browser holds it, over or not: what is typed while it ends is kept, and asks to sign in again. */
  sessionToken: string | null
  /** In whose place one is, and why: a mandate, a look. */
  under: string | null
}

/**
 * The token of every form of this visitor in this session: a form of another site cannot know it, and none outlives a
 * sign-in or a sign-out. Another one under each mandate: what was filled for somebody is never sent in another name
 * without being asked again.
 */
export function csrfToken(secret: Buffer, { visitorId, sessionToken, under }: Shown): string {
  return mac(secret, 'csrf', `${visitorId}\0${sessionToken ?? ''}\0${under ?? ''}`)
}

export function csrfHolds(secret: Buffer, shown: Shown, token: string): boolean {
  return same(token, csrfToken(secret, shown))
}
