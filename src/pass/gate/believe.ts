// Whether what is shown is believed: by a door alone, and by the server, of what a door shows or sends it.
import type { StatusList } from '../status/list.ts'
import { isStopped } from '../status/bits.ts'
import { type Audience, audienceName, type Claims } from '../token/claims.ts'
import { isSignedBy } from '../token/cose.ts'
import { type IssuerKey, keyCalled } from '../token/issuers.ts'
import { importKey } from '../token/keys.ts'
import type { Presented, Shown } from '../token/present.ts'
import type { Refusal } from '../token/words.ts'

/** Seconds that clocks may differ by. */
export const SKEW = 60
/** Seconds that what a phone signed is good for; and how far ahead of ours its clock may be. */
const FRESH = 60
const AHEAD = 30

/** By what a code is judged. Times in seconds. */
export interface Judge {
  keys: readonly IssuerKey[]
  audience: Audience
  /** The name of the door: what is signed for it alone bears it. */
  device: string
  /** Null: what is stopped is judged elsewhere. */
  list: StatusList | null
  time: number
  /** What the door shows to be signed; null when it shows nothing. */
  challenge: string | null
}

/** The token: of the issuer, of now, for here, not stopped. */
async function distrust({ token }: Presented, judge: Judge): Promise<Refusal | null> {
  const { claims, signed } = token
  const key = await keyCalled(judge.keys, signed.kid, judge.time)
  if (key === null) return 'issuer'
  if (!(await isSignedBy(signed, key))) return 'forged'
  if (judge.time >= claims.expiresAt + SKEW) return 'expired'
  if (judge.time < claims.notBefore - SKEW) return 'early'
  if (audienceName(claims.audience) !== audienceName(judge.audience)) return 'elsewhere'
  return judge.list !== null && isStopped(judge.list.bits, claims.statusIndex) ? 'stopped' : null
}

/** The phone: the one that the token was given to, now, for this door. */
async function unheld(shown: Shown, claims: Claims, judge: Judge): Promise<Refusal | null> {
  const key = claims.holder && (await importKey(claims.holder))
  if (key === null || !(await isSignedBy(shown.signed, key))) return 'forged'
  if (shown.at + FRESH <= judge.time) return 'expired'
  if (shown.at > judge.time + AHEAD) return 'early'
  const named = [audienceName(judge.audience), judge.device]
  const isForHere = judge.challenge === null ? named.includes(shown.to) : shown.to === judge.challenge
  return isForHere ? null : 'challenge'
}

/** @returns why it is not believed; null when it is */
export async function disbelief(presented: Presented, judge: Judge): Promise<Refusal | null> {
  const { shown, token } = presented
  return (await distrust(presented, judge)) ?? (shown && (await unheld(shown, token.claims, judge)))
}
