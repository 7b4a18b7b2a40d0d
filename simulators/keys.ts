// The signing keys of one simulated service, made when first needed, published, and changed on demand.
import { randomUUID } from 'node:crypto'
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose'

type Alg = 'ES256' | 'RS256'

interface Key {
  kid: string
  alg: Alg
  privateKey: CryptoKey
  publicKey: CryptoKey
  jwk: JWK
}

export interface KeyRing {
  /** A JWT signed with the current key of that algorithm. */
  sign(payload: JWTPayload, alg: Alg): Promise<string>
  /** Signed with a key that nobody publishes; `embedded` puts it in the header. */
  forge(payload: JWTPayload, alg: Alg, how: 'unknown kid' | 'known kid' | 'embedded'): Promise<string>
  /** Signed with a symmetric key: the secret given, or the text of the public key. */
  signHs256(payload: JWTPayload, secret: string | null, alg: Alg): Promise<string>
  unsigned(payload: JWTPayload): string
  /** From now on another key signs; the older ones stay published. */
  rotate(): void
  published(): Promise<{ keys: JWK[] }>
}

async function newKey(alg: Alg): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const kid = randomUUID()
  return { kid, alg, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

/** A ring with one key per algorithm. */
export function createKeys(): KeyRing {
  const old: Promise<Key>[] = []
  const current = new Map<Alg, Promise<Key>>()
  const key = (alg: Alg): Promise<Key> => {
    const made = current.get(alg) ?? newKey(alg)
    current.set(alg, made)
    return made
  }
  const signWith = (payload: JWTPayload, { kid, alg, privateKey }: Key, header: { jwk?: JWK } = {}) =>
    new SignJWT(payload).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(privateKey)

  return {
    sign: async (payload, alg) => signWith(payload, await key(alg)),
    async forge(payload, alg, how) {
      const stranger = await newKey(alg)
      if (how === 'known kid') return signWith(payload, { ...stranger, kid: (await key(alg)).kid })
      return signWith(payload, stranger, how === 'embedded' ? { jwk: stranger.jwk } : {})
    },
    async signHs256(payload, secret, alg) {
      const { kid, publicKey } = await key(alg)
      const bytes = new TextEncoder().encode(secret ?? (await exportSPKI(publicKey)))
      return new SignJWT(payload).setProtectedHeader({ alg: 'HS256', kid, typ: 'JWT' }).sign(bytes)
    },
    unsigned: (payload) => new UnsecuredJWT(payload).encode(),
    rotate() {
      old.push(...current.values())
      current.clear()
    },
    async published() {
      await key('ES256')
      const keys = await Promise.all([...old, ...current.values()])
      return { keys: keys.map(({ jwk }) => jwk) }
    },
  }
}
