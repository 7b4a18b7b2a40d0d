// Keys made from the installation's secret, one for each purpose (RFC 5869); sealing of what the database must not tell.
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const derived = new WeakMap<Buffer, Map<string, Buffer>>()

/** 32 bytes for one purpose: knowing one key tells nothing of the others. Made once in a process. */
export function derivedKey(secret: Buffer, purpose: string): Buffer {
  const known = derived.get(secret) ?? new Map<string, Buffer>()
  derived.set(secret, known)
  const key =
    known.get(purpose) ??
    Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `parvis identity ${purpose}`, 32))
  known.set(purpose, key)
  return key
}

/** AES-256-GCM: nonce, tag, text. `label` binds the sealed text to its row. */
export function sealed(key: Buffer, label: string, text: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(label))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** @throws when the key, the label or a byte is not the one it was sealed with */
export function opened(key: Buffer, label: string, box: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(label))
    .setAuthTag(box.subarray(12, 28))
  return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]).toString('utf8')
}

/** What is kept of a token or a secret of at least 128 random bits. */
export const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** HMAC-SHA-256 of parts that cannot run into each other, as base64url. */
export function macOf(key: Buffer, ...parts: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url')
}
