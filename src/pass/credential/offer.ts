// An offer: made by the holder on their page, taken once by a wallet, with its code and the number told beside it. As the system, but what
// the page shows of it.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { keyedDigest } from '#platform/db/locked.ts'
import type { Keys } from '#platform/keys.ts'
import { replaceWallets } from '../record/copies.ts'
import { addSupport } from '../record/passes.ts'
import { addresses, CONFIGURATION, MOST_COPIES, PIN_DIGITS, PRE_AUTHORIZED } from './words.ts'

type Secret = Pick<Keys, 'config'>

const OFFER_SECONDS = 600
const TOKEN_SECONDS = 600
const MOST_TRIES = 5

export const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

const codeOf = ({ config }: Secret, serial: string): string =>
  keyedDigest(config.secret, 'pass wallet code', serial).subarray(0, 16).toString('base64url')

/** Told beside the offer: whoever reads its square over a shoulder has not read it. */
const pinOf = ({ config }: Secret, serial: string): string =>
  String(keyedDigest(config.secret, 'pass wallet pin', serial).readUIntBE(0, 6) % 10 ** PIN_DIGITS).padStart(
    PIN_DIGITS,
    '0',
  )

/** One waits at a time: the one before is no good any more. @returns by which its page is called */
export async function makeOffer(
  tools: Secret,
  tx: Write,
  { passId, entitlementId }: { passId: number; entitlementId: number },
): Promise<string> {
  const serial = randomUUID()
  await sql`delete from pass.offer where pass_id = ${passId} and token_hash is null`.execute(tx.q)
  await sql`insert into pass.offer (pass_id, entitlement_id, serial, code_hash, until)
    values (${passId}, ${entitlementId}, ${serial}, ${hashOf(codeOf(tools, serial))}, ${new Date(tx.now.getTime() + OFFER_SECONDS * 1000)})`.execute(
    tx.q,
  )
  return serial
}

export interface ShownOffer {
  entitlementId: number
  isTaken: boolean
  until: Date
  /** Opens a wallet. */
  link: string
  pin: string
}

/** Under the keys of whoever reads: their own. Null when it is over, or tried too often. */
export async function shownOffer(
  tools: Secret & { config: { publicUrl: string } },
  tx: Read,
  serial: string,
): Promise<ShownOffer | null> {
  const { rows } = await sql<{ entitlementId: number; isTaken: boolean; until: Date; tries: number }>`
    select entitlement_id as "entitlementId", support_id is not null as "isTaken", until, tries from pass.offer where serial = ${serial}`.execute(
    tx.q,
  )
  const [kept] = rows
  if (kept === undefined || (!kept.isTaken && (kept.until <= tx.now || kept.tries >= MOST_TRIES))) return null
  const uri = addresses(tools.config.publicUrl).offer(codeOf(tools, serial))
  const link = `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(uri)}`
  return {
    entitlementId: kept.entitlementId,
    isTaken: kept.isTaken,
    until: kept.until,
    link,
    pin: pinOf(tools, serial),
  }
}

/** What the link leads to: short enough to be read as a square. Null for what is none, over, or taken. */
export async function offeredBy(tx: Read, publicUrl: string, code: string): Promise<object | null> {
  const { rows } = await sql`select from pass.offer
    where code_hash = ${hashOf(code)} and client_id is null and token_hash is null and until > ${tx.now} and tries < ${MOST_TRIES}`.execute(
    tx.q,
  )
  if (rows.length === 0) return null
  return {
    credential_issuer: addresses(publicUrl).issuer,
    credential_configuration_ids: [CONFIGURATION],
    grants: {
      [PRE_AUTHORIZED]: {
        'pre-authorized_code': code,
        tx_code: {
          input_mode: 'numeric',
          length: PIN_DIGITS,
          description: 'Le numéro de votre page du pass',
        },
      },
    },
  }
}

/** Whoever brings a code for the second time, one of the two saw it: what it gave is no good any more. */
export async function endToken(tx: Write, offerId: number): Promise<null> {
  await sql`update pass.offer set token_until = least(token_until, ${tx.now}) where id = ${offerId}`.execute(
    tx.q,
  )
  return null
}

interface Kept {
  id: number
  passId: number
  entitlementId: number
  serial: string
  tries: number
  until: Date
  isTaken: boolean
  product: string
}

/**
 * A wallet takes an offer. Wrong numbers are counted; a code that comes twice was seen by somebody else: what it gave is no good any more.
 * @returns the token; null for what is none, over, taken, or tried with a wrong number
 */
export async function takeOffer(
  tools: Secret,
  tx: Write,
  { code, pin }: { code: string; pin: string },
): Promise<{ token: string; seconds: number } | null> {
  const { rows } =
    await sql<Kept>`select o.id, o.pass_id as "passId", o.entitlement_id as "entitlementId", o.serial, o.tries, o.until,
      o.token_hash is not null as "isTaken", d.name as product
    from pass.offer o join pass.pass p on p.id = o.pass_id join pass.entitlement e on e.id = o.entitlement_id
    join pass.product d on d.id = e.product_id where o.code_hash = ${hashOf(code)} and o.client_id is null and p.stopped_at is null for update of o`.execute(
      tx.q,
    )
  const [offer] = rows
  if (offer === undefined) return null
  if (offer.isTaken) return endToken(tx, offer.id)
  if (offer.until <= tx.now || offer.tries >= MOST_TRIES) return null
  if (pinOf(tools, offer.serial) !== pin) {
    await sql`update pass.offer set tries = tries + 1 where id = ${offer.id}`.execute(tx.q)
    return null
  }
  return giveToken(tx, offer)
}

/** The wallet becomes what carries that right; the one before carries it no more. */
export async function giveToken(
  tx: Write,
  {
    id,
    passId,
    entitlementId,
    product,
    wallet = 'Portefeuille',
  }: Pick<Kept, 'id' | 'passId' | 'entitlementId' | 'product'> & { wallet?: string },
): Promise<{ token: string; seconds: number }> {
  await replaceWallets(tx, entitlementId)
  const label = `${wallet}\u00a0: ${product}`.slice(0, 80)
  const supportId = await addSupport(tx, { passId, kind: 'wallet', label })
  const token = randomBytes(32).toString('base64url')
  const until = new Date(tx.now.getTime() + TOKEN_SECONDS * 1000)
  await sql`update pass.offer set support_id = ${supportId}, token_hash = ${hashOf(token)}, token_until = ${until} where id = ${id}`.execute(
    tx.q,
  )
  return { token, seconds: TOKEN_SECONDS }
}

export interface Granted {
  offerId: number
  passId: number
  supportId: number
  entitlementId: number
  /** Copies that may be taken still. */
  left: number
}

/** What a token gives, held until the end of the transaction; undefined when it gives nothing any more. */
export async function grantedBy(tx: Write, token: string): Promise<Granted | undefined> {
  const { rows } =
    await sql<Granted>`select o.id as "offerId", o.pass_id as "passId", o.support_id as "supportId", o.entitlement_id as "entitlementId",
      ${MOST_COPIES} - o.copies as left
    from pass.offer o join pass.pass p on p.id = o.pass_id join pass.support s on s.id = o.support_id
    where o.token_hash = ${hashOf(token)} and o.token_until > ${tx.now} and p.stopped_at is null and s.state = 'active' for update of o`.execute(
      tx.q,
    )
  return rows[0]
}

export const countCopies = (tx: Write, offerId: number, taken: number) =>
  sql`update pass.offer set copies = copies + ${taken} where id = ${offerId}`.execute(tx.q)
