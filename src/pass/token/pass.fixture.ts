// Invented passes for the tests of these rooms: an issuer, a phone, and what they write.
import { randomBytes } from './bytes.ts'
import { type Claims, lifeOf, type Right } from './claims.ts'
import { kidOf, newKeys, publicKeyOf } from './keys.ts'
import { issue } from './present.ts'

/** A Wednesday, 2 December 2026, 14:02:13 in Paris. */
export const NOW = Date.UTC(2026, 11, 2, 13, 2, 13) / 1000

export const ENTRY: Right = { product: 'entree', class: 'solidaire', left: 6, until: null }
export const POOL = { partner: 'piscines', sector: 'sport' }
export const MUSEUM = { partner: 'musee', sector: 'culture' }

export async function newSigner() {
  const { privateKey, publicKey } = await newKeys()
  const shown = await publicKeyOf(publicKey)
  return { key: privateKey, verifies: publicKey, shown, kid: await kidOf(shown) }
}

export type NewSigner = Awaited<ReturnType<typeof newSigner>>

export function claimsOf(changed: Partial<Claims> = {}): Claims {
  return {
    issuer: 'metropole',
    audience: POOL,
    ...lifeOf(NOW, 24),
    id: randomBytes(12),
    holder: null,
    statusIndex: 7,
    value: randomBytes(16),
    rights: [ENTRY],
    ...changed,
  }
}

/** A phone’s token: each copy has a key of its own, so that two partners hold none in common. */
export async function phoneToken(issuer: NewSigner, changed: Partial<Claims> = {}) {
  const phone = await newSigner()
  const claims = claimsOf({ holder: phone.shown, ...changed })
  return { phone, claims, token: await issue(claims, issuer) }
}
