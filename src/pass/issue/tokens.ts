// Tokens for doors without a network: each of one partner and one sector, several copies, each with an id and a key of its own. As the
// system: whose pass it is was judged.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Keys } from '#platform/keys.ts'
import { endOfDay, territory } from '#territory'
import type { Bytes } from '../token/bytes.ts'
import { ID_BYTES, type Life, lifeOf, MOST_RIGHTS, paperLife, type Right } from '../token/claims.ts'
import type { PublicKey } from '../token/keys.ts'
import { issue } from '../token/present.ts'
import { type Entitlement, openAt } from '../record/entitlements.ts'
import { sectorValue } from '../record/values.ts'
import { signingKey } from './issuer.ts'
import { ANY_CLASS, partnerName, productName } from './names.ts'

/** How long what a phone holds opens doors without being fetched again. */
const PHONE_HOURS = 72
/** A paper lasts a year; doors ask now and then what it opens still (../door/whose.ts). */
const PAPER_HOURS = 365 * 24

export interface Wanted {
  passId: number
  partnerId: number
  sector: string
  /** The card that it is printed on: with a value of its own. */
  supportId?: number
}

const day = (tx: Read, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(tx.now)

/** @param until its end, told only when it comes before that of the token: whose days end on one day is something to join two partners by */
function rightOf(entitlement: Entitlement, alone: number, until: number | null): Right {
  const { productId, class: held, remaining } = entitlement
  return {
    product: productName(productId),
    class: held === '' ? ANY_CLASS : held,
    left: remaining === null ? null : Math.min(remaining, alone),
    until,
  }
}

/** What it opens there today, on that support; empty when nothing. */
async function rightsFor(
  tx: Read,
  wanted: Wanted,
  { isPaper, life }: { isPaper: boolean; life: Life },
): Promise<Right[]> {
  const { zone } = await territory(tx)
  const held = await openAt(tx, { ...wanted, day: day(tx, zone) })
  const products = await aloneOf(tx, held)
  const told = (one: Entitlement): number | null => {
    const end = Math.floor(endOfDay(one.opensUntil ?? one.until, zone).getTime() / 1000)
    return isPaper || end >= life.expiresAt ? null : end
  }
  return held
    .filter(({ productId }) => !isPaper || products.get(productId)?.onPaper === true)
    .slice(0, MOST_RIGHTS)
    .map((one) => rightOf(one, products.get(one.productId)?.alone ?? 0, told(one)))
}

async function aloneOf(tx: Read, held: readonly Entitlement[]) {
  const { rows } = await sql<{ id: number; alone: number; onPaper: boolean }>`
    select id, alone, on_paper as "onPaper" from pass.product where id = any (${held.map(({ productId }) => productId)})`.execute(
    tx.q,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * @param holders a key for each copy that a phone wants; a paper has one copy, without a key
 * @returns as many tokens; none when nothing is open there
 */
export async function issueTokens(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  wanted: Wanted,
  holders: readonly PublicKey[] | 'paper',
): Promise<Bytes[]> {
  const isPaper = holders === 'paper'
  const now = Math.floor(tx.now.getTime() / 1000)
  const life = isPaper ? paperLife(now, PAPER_HOURS) : lifeOf(now, PHONE_HOURS)
  const rights = await rightsFor(tx, wanted, { isPaper, life })
  if (rights.length === 0) return []
  const { value, statusIndex } = await sectorValue(tx, wanted)
  const issuer = await signingKey(tools, tx)
  const claims = {
    issuer: 'parvis',
    audience: { partner: partnerName(wanted.partnerId), sector: wanted.sector },
    ...life,
    ...{ statusIndex, value: new Uint8Array(value), rights },
  }
  const copies: readonly (PublicKey | null)[] = isPaper ? [null] : holders
  return Promise.all(
    copies.map((holder) => issue({ ...claims, holder, id: new Uint8Array(randomBytes(ID_BYTES)) }, issuer)),
  )
}
