// How a message is signed (Standard Webhooks 1.0, symmetric): HMAC-SHA-256 over its id, its instant and its very bytes.
import { createHmac, randomBytes } from 'node:crypto'

const MARK = 'whsec_'
const SECRET_BYTES = 32

/** Shown once; kept sealed. */
export const newSecret = (): string => MARK + randomBytes(SECRET_BYTES).toString('base64')

const signature = (secret: string, text: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(MARK.length), 'base64'))
    .update(text)
    .digest('base64')}`

/** One signature for each secret: whoever verifies takes any that they know. */
export function signedHeaders(
  secrets: readonly string[],
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000))
  const text = `${id}.${seconds}.${body}`
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': secrets.map((secret) => signature(secret, text)).join(' '),
  }
}
