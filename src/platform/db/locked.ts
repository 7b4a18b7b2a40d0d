// Secrets that only the program reads again: AES-256-GCM (NIST SP 800-38D), the key derived from the installation's (RFC 5869).
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const NONCE = 12
const TAG = 16

const keyFor = (secret: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `parvis ${purpose}`, 32))

/** Nonce, tag and text. `owner` says whose it is: what is locked for one person does not open for another. */
export function lock(secret: Uint8Array, owner: string, text: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, 'second factors'), nonce)
  cipher.setAAD(Buffer.from(owner))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** The text, or null: changed, somebody else's, or locked by another installation. */
export function unlock(secret: Uint8Array, owner: string, locked: Buffer): string | null {
  if (locked.length < NONCE + TAG) return null
  const key = keyFor(secret, 'second factors')
  const decipher = createDecipheriv('aes-256-gcm', key, locked.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(owner))
  decipher.setAuthTag(locked.subarray(NONCE, NONCE + TAG))
  try {
    return Buffer.concat([decipher.update(locked.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

/** A digest that only this installation can make: for codes short enough to be tried one after the other. */
export function keyedDigest(secret: Uint8Array, purpose: string, text: string): Buffer {
  return createHmac('sha256', keyFor(secret, purpose)).update(text).digest()
}
