// The keys that sign tokens. Three are published: `next` is known to every site long before it signs, `previous` long after
// it has signed; so a rotation is never an outage (OpenID Connect Core 10.1.1).
import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { derivedKey, opened, sealed } from '../store/derive.ts'
import {
  allKeys,
  deletePrevious,
  insertKey,
  type KeyState,
  lockKeys,
  moveKeys,
} from '../store/queries.keys.ts'

const DAY = 86_400_000
/** How long a key signs, and how long it is still published after: milliseconds. */
const SIGNS = 90 * DAY
const KEPT = 7 * DAY

const makePair = promisify(generateKeyPair)

export type SigningKey = JWK & { kid: string }

async function makeKey(tx: Write, secret: Buffer, state: KeyState): Promise<void> {
  const { privateKey } = await makePair('rsa', { modulusLength: 2048 })
  const pair = privateKey.export({ format: 'jwk' })
  const kid = await calculateJwkThumbprint({ kty: 'RSA', n: pair.n ?? '', e: pair.e ?? '' })
  const jwk = JSON.stringify({ ...pair, kid, alg: 'RS256', use: 'sig' })
  await insertKey(tx, { kid, state, sealed: sealed(derivedKey(secret, 'signing keys'), kid, jwk) })
}

/** The private keys, the one that signs first; makes them the first time. */
export async function signingKeys(db: Database, secret: Buffer): Promise<SigningKey[]> {
  const rows = await db.read(system, allKeys)
  if (rows.length === 0) {
    await db.write(system, async (tx) => {
      await lockKeys(tx)
      if ((await allKeys(tx)).length > 0) return
      await makeKey(tx, secret, 'current')
      await makeKey(tx, secret, 'next')
    })
    return signingKeys(db, secret)
  }
  const key = derivedKey(secret, 'signing keys')
  return rows.map(({ kid, sealed: box }) => JSON.parse(opened(key, kid, box)) as SigningKey)
}

/** The next key signs from now on, the current one stays published, and another next key is published. */
export async function rotateKeys(tx: Write, secret: Buffer): Promise<void> {
  await lockKeys(tx)
  await moveKeys(tx, 'current', 'previous')
  await moveKeys(tx, 'next', 'current')
  await makeKey(tx, secret, 'next')
}

/** The job `identity.rotate_keys`: turns keys that have signed for 90 days, forgets those retired for 7. */
export function turnKeys(secret: Buffer): JobHandler {
  return (db) =>
    db.write(system, async (tx) => {
      await lockKeys(tx)
      await deletePrevious(tx, new Date(tx.now.getTime() - KEPT))
      const current = (await allKeys(tx)).find(({ state }) => state === 'current')
      if (current !== undefined && current.changedAt.getTime() + SIGNS <= tx.now.getTime())
        await rotateKeys(tx, secret)
    })
}
