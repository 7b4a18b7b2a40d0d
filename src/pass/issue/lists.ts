// The signed list of what is dead in a sector, as doors keep it: made once for its version and quarter of an hour, told to doors of that
// sector alone.
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import { SignJWT } from 'jose'
import type { Write } from '#platform/db/db.ts'
import type { Keys } from '#platform/keys.ts'
import { bitsOf } from '../status/bits.ts'
import { writeList } from '../status/list.ts'
import { type Bytes, fromText, toText } from '../token/bytes.ts'
import { type DeadList, deadList, FIRST_SIZE, TURN } from '../record/values.ts'
import { signingKey } from './issuer.ts'

/** A door with a network asks again after a quarter of an hour; one without decides alone until what died is a day old. */
const TTL = 900
const DAY = 86_400

const pack = promisify(deflate)

interface Made {
  /** What it tells: of what is not told yet, nothing moves. */
  told: string
  from: number
  bytes: Bytes
}
/** Of an installation: two that run in one process each have their own. */
const made = new WeakMap<object, Map<string, Made>>()

/** By which a list is called: its sector's, in this installation. */
export const listAddress = (origin: string, sector: string): string => `${origin}/pass/listes/${sector}`

/** Made again when it tells something more, or a quarter of an hour has gone. */
async function kept(
  { config }: Pick<Keys, 'config'>,
  tx: Write,
  { name, told, lasts }: { name: string; told: DeadList; lasts: number },
  sign: (list: { issuedAt: number; expiresAt: number; ttl: number; bits: string }) => Promise<Bytes>,
): Promise<Bytes> {
  const { size, dead } = told
  const said = `${size} ${dead.length}`
  const from = Math.floor(tx.now.getTime() / 1000 / TTL) * TTL
  const lists = made.get(config) ?? new Map<string, Made>()
  made.set(config, lists)
  const known = lists.get(name)
  if (known?.told === said && known.from === from) return known.bytes
  // A change within the quarter is told at once, and is newer than what was told before it.
  const issuedAt = known?.from === from ? Math.floor(tx.now.getTime() / 1000) : from
  // Twice the places that are drawn from: when these double, whoever joins that day is of the list that doors hold already.
  const bytes = await sign({ issuedAt, expiresAt: issuedAt + lasts, ttl: TTL, bits: bitsOf(2 * size, dead) })
  lists.set(name, { told: said, from, bytes })
  return bytes
}

const packed = (bits: Bytes) => pack(bits, { level: 9 })

/** @returns the list as a signed CWT; of a sector where nobody has anything, an empty one */
export async function signedList(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  { origin, sector }: { origin: string; sector: string },
): Promise<Bytes> {
  const told = (await deadList(tx, sector, 'values')) ?? { size: FIRST_SIZE, dead: [] }
  return kept(tools, tx, { name: `${origin} ${sector}`, told, lasts: DAY - TURN }, async (list) =>
    writeList({ ...list, uri: listAddress(origin, sector) }, await signingKey(tools, tx), packed),
  )
}

/**
 * What is dead of the copies in wallets, as a JWT (draft-ietf-oauth-status-list §5.1), for whoever checks what a wallet shows.
 * @param uri where it is read @returns null for a sector where nobody has anything
 */
export async function signedStates(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  { uri, sector }: { uri: string; sector: string },
): Promise<Bytes | null> {
  const told = await deadList(tx, sector, 'copies')
  if (told === undefined) return null
  return kept(tools, tx, { name: uri, told, lasts: DAY }, async ({ issuedAt, expiresAt, ttl, bits }) => {
    const { key, kid } = await signingKey(tools, tx)
    const lst = (await packed(fromText(bits) ?? new Uint8Array())).toString('base64url')
    const jwt = await new SignJWT({ ttl, status_list: { bits: 1, lst } })
      .setProtectedHeader({ alg: 'ES256', typ: 'statuslist+jwt', kid: toText(kid) })
      .setSubject(uri)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(key)
    return new TextEncoder().encode(jwt)
  })
}
