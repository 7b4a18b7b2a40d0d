// A code by which a wallet that asked takes what its holder chose for it (OAuth 2.0 authorization code, PKCE): an offer of that wallet
// alone, good for a minute, once. As the system.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import { endToken, giveToken, hashOf } from './offer.ts'

const CODE_SECONDS = 60

/** What a wallet asked, once it was judged. */
export interface Asking {
  clientId: string
  /** One of those that the wallet is known by. */
  returnTo: string
  state: string | null
  /** Of a secret that the wallet tells when it takes its token. */
  challenge: string
  /** By authorization details instead of a scope. */
  isDetailed: boolean
}

/** Whatever waited for that pass is no good any more. */
export async function makeCode(
  tx: Write,
  { passId, entitlementId, asking }: { passId: number; entitlementId: number; asking: Asking },
): Promise<string> {
  const code = randomBytes(32).toString('base64url')
  const { clientId, returnTo, challenge, isDetailed } = asking
  await sql`delete from pass.offer where pass_id = ${passId} and token_hash is null`.execute(tx.q)
  await sql`insert into pass.offer (pass_id, entitlement_id, serial, code_hash, until, client_id, return_to, challenge, is_detailed)
    values (${passId}, ${entitlementId}, ${randomUUID()}, ${hashOf(code)}, ${new Date(tx.now.getTime() + CODE_SECONDS * 1000)},
      ${clientId}, ${returnTo}, ${challenge}, ${isDetailed})`.execute(tx.q)
  return code
}

interface Kept {
  id: number
  passId: number
  entitlementId: number
  product: string
  wallet: string
  tries: number
  until: Date
  isTaken: boolean
  clientId: string
  returnTo: string
  challenge: string
  isDetailed: boolean
}

export interface Brought {
  code: string
  clientId: string
  returnTo: string
  verifier: string
}

/**
 * Tried wrong once, a code is no good any more: whoever has it without its secret has it from somebody.
 * @returns the token; null for what is none, over, taken, of another wallet, or of one that is known no more
 */
export async function takeCode(
  tx: Write,
  { code, clientId, returnTo, verifier }: Brought,
): Promise<{ token: string; seconds: number; isDetailed: boolean } | null> {
  const { rows } =
    await sql<Kept>`select o.id, o.pass_id as "passId", o.entitlement_id as "entitlementId", o.tries, o.until, d.name as product, w.name as wallet,
      o.token_hash is not null as "isTaken", o.client_id as "clientId", o.return_to as "returnTo", o.challenge, o.is_detailed as "isDetailed"
    from pass.offer o join pass.wallet_program w on w.client_id = o.client_id join pass.pass p on p.id = o.pass_id
    join pass.entitlement e on e.id = o.entitlement_id join pass.product d on d.id = e.product_id
    where o.code_hash = ${hashOf(code)} and w.ended_at is null and p.stopped_at is null for update of o`.execute(
      tx.q,
    )
  const [kept] = rows
  if (kept === undefined) return null
  if (kept.isTaken) return endToken(tx, kept.id)
  if (kept.until <= tx.now || kept.tries > 0) return null
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  if (kept.clientId !== clientId || kept.returnTo !== returnTo || kept.challenge !== challenge) {
    await sql`update pass.offer set tries = 1 where id = ${kept.id}`.execute(tx.q)
    return null
  }
  return { ...(await giveToken(tx, kept)), isDetailed: kept.isDetailed }
}
