// The address of a question asked during a sign-in. It holds only for the browser that began: a link sent to someone else
// must not make them sign a stranger in (RFC 9700, 4.7; session fixation).
import { timingSafeEqual } from 'node:crypto'
import { derivedKey, macOf } from './derive.ts'

/** `uid.mac`, for the path of the question. */
export function interactionRef(secret: Buffer, uid: string, visitorId: string): string {
  return `${uid}.${macOf(derivedKey(secret, 'interaction'), uid, visitorId).slice(0, 22)}`
}

/** The uid, or null when the reference was not made for that browser. */
export function interactionUid(secret: Buffer, ref: string, visitorId: string): string | null {
  const uid = ref.slice(0, ref.lastIndexOf('.'))
  const given = Buffer.from(ref)
  const expected = Buffer.from(interactionRef(secret, uid, visitorId))
  return given.length === expected.length && timingSafeEqual(given, expected) ? uid : null
}
