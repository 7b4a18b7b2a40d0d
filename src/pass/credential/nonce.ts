// Numbers that wallets sign with the keys of their copies: drawn for whoever asks, kept nowhere until they serve, once.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import { keyedDigest } from '#platform/db/locked.ts'
import type { Keys } from '#platform/keys.ts'

type Secret = Pick<Keys, 'config'>

const SECONDS = 300
const SHAPE = /^(\d{10})\.([\w-]{22})\.([\w-]{43})$/

const sealOf = ({ config }: Secret, until: string, drawn: string): string =>
  keyedDigest(config.secret, 'pass wallet proof', `${until}.${drawn}`).toString('base64url')

export function drawNonce(tools: Secret, now: Date): string {
  const until = String(Math.floor(now.getTime() / 1000) + SECONDS)
  const drawn = randomBytes(16).toString('base64url')
  return `${until}.${drawn}.${sealOf(tools, until, drawn)}`
}

/** @returns false when it is none of ours, over, or served before */
export async function takeNonce(tools: Secret, tx: Write, nonce: string): Promise<boolean> {
  const [, until = '', drawn = '', seal = ''] = SHAPE.exec(nonce) ?? []
  const over = new Date(Number(until) * 1000)
  if (seal === '' || !timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(tools, until, drawn))))
    return false
  if (over <= tx.now) return false
  const hash = createHash('sha256').update(drawn).digest()
  const { numAffectedRows } =
    await sql`insert into pass.proved (hash, until) values (${hash}, ${over}) on conflict do nothing`.execute(
      tx.q,
    )
  return numAffectedRows === 1n
}
