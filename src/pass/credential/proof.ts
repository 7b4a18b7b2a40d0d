// The keys that a wallet proves it holds (OpenID4VCI 1.0, appendix F.1): one for each copy, signed for us, with a number that we drew.
import { EmbeddedJWK, decodeJwt, type JWK, jwtVerify } from 'jose'
import { publicJwk, thumbprintOf } from './sd-jwt.ts'

const TYPE = 'openid4vci-proof+jwt'
const SKEW = 60

export interface Proved {
  jwk: JWK
  thumbprint: Buffer
}

async function provedBy(
  proof: string,
  { issuer, nonce, now }: { issuer: string; nonce: string; now: Date },
): Promise<Proved | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      ...{ typ: TYPE, algorithms: ['ES256'], audience: issuer, currentDate: now },
      ...{ requiredClaims: ['iat', 'nonce'], clockTolerance: SKEW, maxTokenAge: 300 },
    })
    const jwk = publicJwk(protectedHeader.jwk)
    return jwk === null || payload.nonce !== nonce ? null : { jwk, thumbprint: await thumbprintOf(jwk) }
  } catch {
    return null
  }
}

const nonceIn = (proof: string): string | null => {
  try {
    const { nonce } = decodeJwt(proof)
    return typeof nonce === 'string' ? nonce : null
  } catch {
    return null
  }
}

/** @returns all their keys, each its own, and the one number they were signed with; null when any of them proves nothing */
export async function provedKeys(
  proofs: readonly string[],
  { issuer, now }: { issuer: string; now: Date },
): Promise<{ keys: Proved[]; nonce: string } | null> {
  const nonce = nonceIn(proofs[0] ?? '')
  if (nonce === null) return null
  const keys: Proved[] = []
  for (const proof of proofs) {
    const proved = await provedBy(proof, { issuer, nonce, now })
    if (proved === null || keys.some(({ thumbprint }) => thumbprint.equals(proved.thumbprint))) return null
    keys.push(proved)
  }
  return { keys, nonce }
}
