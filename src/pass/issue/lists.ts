// The signed list of what is dead in a sector, as doors keep it: made once for its version and quarter of an hour, told to doors of that
// sector alone.
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import type { Write } from '#platform/db/db.ts'
import type { Keys } from '#platform/keys.ts'
import { bitsOf } from '../status/bits.ts'
import { writeList } from '../status/list.ts'
import type { Bytes } from '../token/bytes.ts'
import { deadList, FIRST_SIZE } from '../record/values.ts'
import { signingKey } from './issuer.ts'

/** A door with a network asks again after a quarter of an hour; one without decides alone for a day. */
const TTL = 900
const LASTS = 86_400

const pack = promisify(deflate)

interface Made {
  version: number
  from: number
  bytes: Bytes
}
const made = new Map<string, Made>()

/** By which a list is called: its sector's, in this installation. */
export const listAddress = (origin: string, sector: string): string => `${origin}/pass/listes/${sector}`

/** @returns the list as a signed CWT; of a sector where nobody has anything, an empty one */
export async function signedList(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  { origin, sector }: { origin: string; sector: string },
): Promise<Bytes> {
  const { size, version, dead } = (await deadList(tx, sector)) ?? { size: FIRST_SIZE, version: 0, dead: [] }
  const from = Math.floor(tx.now.getTime() / 1000 / TTL) * TTL
  const name = `${origin} ${sector}`
  const known = made.get(name)
  if (known?.version === version && known.from === from) return known.bytes
  // A change within the quarter is told at once, and is newer than what was told before it.
  const issuedAt = known?.from === from ? Math.floor(tx.now.getTime() / 1000) : from
  const bytes = await writeList(
    {
      uri: listAddress(origin, sector),
      issuedAt,
      expiresAt: issuedAt + LASTS,
      ttl: TTL,
      // Twice the places that are drawn from: when these double, whoever joins that day is of the list that doors hold already.
      bits: bitsOf(2 * size, dead),
    },
    await signingKey(tools, tx),
    (bits) => pack(bits, { level: 9 }),
  )
  made.set(name, { version, from, bytes })
  return bytes
}
