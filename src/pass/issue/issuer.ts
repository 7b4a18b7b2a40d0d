// The keys by which tokens and lists are signed: made by themselves, sealed under the installation's secret, changed every quarter; doors
// believe the one before as long as something that it signed may be shown. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { lock, unlock } from '#platform/db/locked.ts'
import type { Keys } from '#platform/keys.ts'
import { type Bytes, fromText } from '../token/bytes.ts'
import { type IssuerKey, issuerKey, keyCalled } from '../token/issuers.ts'
import { ES256, newKeys } from '../token/keys.ts'

type Secret = Pick<Keys, 'config'>

const DAY = 86_400
/** Of signing, then of being believed still: longer than any token lasts that was signed on the last day. */
const SIGNS = 90 * DAY
const BELIEVED = SIGNS + 400 * DAY

export interface Issuer {
  key: CryptoKey
  kid: Bytes
}

interface Kept {
  kid: string
  public: IssuerKey
  sealed: Buffer
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)

/** Keys that doors may believe now. */
export async function issuerKeys(tx: Read): Promise<IssuerKey[]> {
  const { rows } = await sql<{
    public: IssuerKey
  }>`select public from pass.issuer_key where retired_at is null order by made_at`.execute(tx.q)
  return rows.map((row) => row.public).filter(({ until }) => until > seconds(tx.now))
}

/** The same by their names, as JWT are checked with. */
export async function namedKeys(tx: Read): Promise<ReadonlyMap<string, CryptoKey>> {
  const kept = await issuerKeys(tx)
  const now = seconds(tx.now)
  const read = await Promise.all(
    kept.map(
      async ({ kid }): Promise<[string, CryptoKey | null]> => [
        kid,
        await keyCalled(kept, fromText(kid), now),
      ],
    ),
  )
  return new Map(read.filter((one): one is [string, CryptoKey] => one[1] !== null))
}

const opened = new Map<string, Promise<CryptoKey>>()

function open({ config }: Secret, { kid, sealed }: Kept): Promise<CryptoKey> {
  const known = opened.get(kid)
  if (known !== undefined) return known
  const jwk = unlock(config.secret, `pass issuer ${kid}`, sealed)
  if (jwk === null) throw new Error('the key of the pass was sealed by another installation')
  const key = crypto.subtle.importKey('jwk', JSON.parse(jwk) as JsonWebKey, ES256, false, ['sign'])
  opened.set(kid, key)
  return key
}

/** The key that signs today: made when none is young enough; two processes at once make one. */
export async function signingKey(tools: Secret, tx: Write): Promise<Issuer> {
  const young = await youngest(tx)
  const kept = young ?? (await makeKey(tools, tx))
  const kid = fromText(kept.kid)
  if (kid === null) throw new Error('a kid is base64url')
  return { key: await open(tools, kept), kid }
}

async function youngest(tx: Read): Promise<Kept | undefined> {
  const { rows } = await sql<Kept>`select kid, public, sealed from pass.issuer_key
    where retired_at is null and made_at > ${new Date(tx.now.getTime() - SIGNS * 1000)} order by made_at desc limit 1`.execute(
    tx.q,
  )
  return rows[0]
}

async function makeKey({ config }: Secret, tx: Write): Promise<Kept> {
  await sql`select pg_advisory_xact_lock(hashtext('pass.issuer_key'))`.execute(tx.q)
  const made = await youngest(tx)
  if (made !== undefined) return made
  const pair = await newKeys(true)
  const from = seconds(tx.now) - 60
  const shown = await issuerKey(pair.publicKey, { from, until: from + BELIEVED })
  const jwk = JSON.stringify(await crypto.subtle.exportKey('jwk', pair.privateKey))
  const sealed = lock(config.secret, `pass issuer ${shown.kid}`, jwk)
  await sql`insert into pass.issuer_key (kid, public, sealed, made_at) values (${shown.kid}, ${JSON.stringify(shown)}::jsonb, ${sealed}, ${tx.now})`.execute(
    tx.q,
  )
  return { kid: shown.kid, public: shown, sealed }
}
