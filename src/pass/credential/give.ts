// Copies given to a wallet: one for each key that it proves, of one right, at one partner, in one sector. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Keys } from '#platform/keys.ts'
import { endOfDay, territory, todayThere } from '#territory'
import { signingKey } from '../issue/issuer.ts'
import { ANY_CLASS, partnerName, productName } from '../issue/names.ts'
import { addCopy } from '../record/copies.ts'
import { type Entitlement, openAt } from '../record/entitlements.ts'
import { sectorValue } from '../record/values.ts'
import { WalletError } from './dialect.ts'
import { takeNonce } from './nonce.ts'
import { countCopies, type Granted, grantedBy } from './offer.ts'
import { type Proved, provedKeys } from './proof.ts'
import { writeCredential } from './sd-jwt.ts'
import { addresses, COPY_DAYS, MOST_COPIES } from './words.ts'

const DAY = 86_400

type Tools = Pick<Keys, 'config'> & { config: { publicUrl: string } }

/** What runs today of what the token gives. @throws WalletError when it ended since, or does not run today */
async function openRight(tx: Read, { passId, entitlementId }: Granted): Promise<Entitlement> {
  const { rows } = await sql<{
    partnerId: number
    sector: string
  }>`select d.partner_id as "partnerId", d.sector from pass.entitlement e
    join pass.product d on d.id = e.product_id where e.id = ${entitlementId}`.execute(tx.q)
  const [where] = rows
  const open = where && (await openAt(tx, { passId, ...where, day: await todayThere(tx) }))
  const right = open?.find(({ id }) => id === entitlementId)
  if (right === undefined)
    throw new WalletError('credential_request_denied', 'Ce droit n’ouvre rien aujourd’hui.')
  return right
}

/**
 * Days, not instants: two copies of two people taken the same day say the same.
 * @returns in seconds
 */
function lifeOf(now: Date, end: Date): { from: number; until: number } {
  const from = Math.floor(now.getTime() / 1000 / DAY) * DAY
  return { from, until: Math.min(from + COPY_DAYS * DAY, Math.floor(end.getTime() / 1000)) }
}

async function copyFor(
  tools: Tools,
  tx: Write,
  { granted, right, holder }: { granted: Granted; right: Entitlement; holder: Proved },
): Promise<string> {
  const { zone } = await territory(tx)
  const { from, until } = lifeOf(tx.now, endOfDay(right.until, zone))
  const { sector, partnerId } = right
  const index = await addCopy(tx, {
    ...{ supportId: granted.supportId, entitlementId: right.id, sector },
    ...{ thumbprint: holder.thumbprint, until: new Date(until * 1000) },
  })
  if (index === undefined) throw new WalletError('invalid_proof', 'Une clé porte déjà une copie.')
  const at = addresses(tools.config.publicUrl)
  const { value } = await sectorValue(tx, { passId: granted.passId, partnerId, sector })
  const told = {
    ...{ iss: at.issuer, vct: at.type, iat: from, exp: until, cnf: { jwk: holder.jwk } },
    ...{
      status: { status_list: { idx: index, uri: at.states(sector) } },
      partner: partnerName(partnerId),
      sector,
    },
  }
  const disclosed = {
    product: productName(right.productId),
    class: right.class === '' ? ANY_CLASS : right.class,
    until: right.until,
    value: value.toString('base64url'),
  }
  return writeCredential(told, disclosed, await signingKey(tools, tx))
}

/**
 * @returns as many copies as keys were proved; null for a token that gives nothing
 * @throws WalletError in the words of the protocol
 */
export async function giveCopies(
  tools: Tools,
  tx: Write,
  { token, proofs }: { token: string; proofs: readonly string[] },
): Promise<string[] | null> {
  const granted = await grantedBy(tx, token)
  if (granted === undefined) return null
  if (proofs.length > granted.left)
    throw new WalletError(
      'invalid_credential_request',
      `${MOST_COPIES} copies au plus par ajout\u00a0: il en reste ${granted.left}.`,
    )
  const proved = await provedKeys(proofs, { issuer: addresses(tools.config.publicUrl).issuer, now: tx.now })
  if (proved === null)
    throw new WalletError('invalid_proof', 'Une preuve de clé n’est pas lisible, ou pas pour nous.')
  if (!(await takeNonce(tools, tx, proved.nonce)))
    throw new WalletError(
      'invalid_nonce',
      'Ce nombre a déjà servi, ou n’est plus bon\u00a0: demandez-en un autre.',
    )
  const right = await openRight(tx, granted)
  const copies: string[] = []
  for (const holder of proved.keys) copies.push(await copyFor(tools, tx, { granted, right, holder }))
  await countCopies(tx, granted.offerId, copies.length)
  return copies
}
