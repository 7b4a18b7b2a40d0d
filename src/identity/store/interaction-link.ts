// The address of a question asked during a sign-in. It holds only for the browser that began: a link sent to someone else
// must not make them sign a stranger in (RFC 9700, 4.7; session fixation).
import { timingSafeEqual } from 'node:crypto'
import { visitorAfter, visitorMark } from '#platform/http/seal.ts'
import { derivedKey, macOf } from './derive.ts'

/** A password, its second factor, a proof asked again: the visitor changes with each (turn-visitor.ts). */
const MOST_PROOFS = 6

/** `uid.mark.mac`, for the path of the question. */
export function interactionRef(secret: Buffer, uid: string, visitorId: string): string {
  return sealed(secret, uid, visitorMark(secret, visitorId))
}

const sealed = (secret: Buffer, uid: string, mark: string): string =>
  `${uid}.${mark}.${macOf(derivedKey(secret, 'interaction'), uid, mark).slice(0, 22)}`

/** The uid, or null when the reference was made neither for that browser nor for what it was before that person signed in there. */
export function interactionUid(
  secret: Buffer,
  ref: string,
  { visitorId, personId }: { visitorId: string; personId: number | null },
): string | null {
  const [uid = '', mark = ''] = ref.split('.')
  if (!same(ref, sealed(secret, uid, mark))) return null
  const here = visitorMark(secret, visitorId)
  let known = mark
  for (let proofs = 0; proofs <= MOST_PROOFS; proofs += 1) {
    if (same(known, here)) return uid
    if (personId === null) return null
    known = visitorMark(secret, visitorAfter(secret, known, personId))
  }
  return null
}

function same(one: string, other: string): boolean {
  const [given, expected] = [Buffer.from(one), Buffer.from(other)]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
