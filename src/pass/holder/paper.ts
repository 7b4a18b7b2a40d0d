// A pass on paper: one square for each partner and sector where something opens on paper, large, with words. Between them, nothing in common
// but the page.
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import type { Keys } from '#platform/keys.ts'
import type { Paper, Part } from '#platform/pdf/document.ts'
import { fullDate } from '#platform/ui/french.ts'
import { SECTORS } from '#register'
import { addDays, todayThere } from '#territory'
import { issueTokens } from '../issue/tokens.ts'
import { leftText } from '../ledger/words.ts'
import { entitlementsOf, type NamedEntitlement } from '../record/entitlements.ts'
import { addSupport, supportsOf } from '../record/passes.ts'
import { productsOn } from '../record/queries.ts'
import { printed } from '../token/present.ts'

const LABEL = 'Code sur papier'
/** Days that a paper is good for, when its rights last longer. */
const LASTS = 364

const sectorName = (sector: string): string => SECTORS[sector as keyof typeof SECTORS] ?? sector

const words = (one: NamedEntitlement): string =>
  [one.product, one.label, leftText(one), `jusqu’au ${fullDate(one.until)}`]
    .filter((word) => word !== '')
    .join(', ')

/** What opens on paper today, by partner and sector. */
export async function onPaper(tx: Read, passId: number, today: string): Promise<NamedEntitlement[][]> {
  const printable = new Set(
    (await productsOn(tx, today)).filter((product) => product.onPaper).map(({ id }) => id),
  )
  const rights = (await entitlementsOf(tx, passId, today)).filter(
    ({ productId, since }) => printable.has(productId) && since <= today,
  )
  return [...Map.groupBy(rights, ({ partnerId, sector }) => `${partnerId} ${sector}`).values()]
}

/** A square for each partner and sector, under its words; none when nothing opens on paper. @param of `supportId`: with values of its own */
export async function squaresOf(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  { passId, supportId }: { passId: number; supportId?: number },
): Promise<Part[]> {
  const parts: Part[] = []
  const own = supportId === undefined ? {} : { supportId }
  for (const rights of await onPaper(tx, passId, await todayThere(tx))) {
    const [first] = rights
    if (first === undefined) continue
    const { partnerId, sector, partner } = first
    const [token] = await issueTokens(tools, tx, { passId, partnerId, sector, ...own }, 'paper')
    if (token === undefined) continue
    parts.push(
      { kind: 'heading', text: `${partner}, ${sectorName(sector).toLowerCase()}` },
      ...rights.map((one): Part => ({ kind: 'text', text: words(one) })),
      { kind: 'square', text: printed(token), alternative: `Code à présenter\u00a0: ${partner}` },
    )
  }
  return parts
}

/**
 * Printed for whoever holds it, by themselves or at a desk; printed again, it is the same support. As the system.
 * @param name whose it is, at the head of the page alone
 * @throws Conflict in words when nothing of it opens on paper
 */
export async function paperPass(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  { passId, name, author }: { passId: number; name: string; author: string },
): Promise<Paper> {
  const today = await todayThere(tx)
  const parts = await squaresOf(tools, tx, { passId })
  if (parts.length === 0)
    throw new Conflict(
      'Rien de ce que ce pass ouvre ne se montre sur papier\u00a0: montrez le code du moment.',
    )
  const until = addDays(today, LASTS)
  const isThere = (await supportsOf(tx, passId)).some(
    ({ kind, endedAt, madeAs }) => kind === 'paper' && endedAt === null && madeAs === null,
  )
  if (!isThere) await addSupport(tx, { passId, kind: 'paper', label: LABEL, expiresOn: until })
  return {
    title: `Pass ${ofPerson(name)}`,
    author,
    foot: 'Pass sur papier',
    at: tx.now,
    parts: [
      {
        kind: 'text',
        text: `Présentez le code du lieu où vous êtes\u00a0: chacun ne s’ouvre que là. La première fois, la porte demande le réseau. Bon jusqu’au ${fullDate(until)} au plus.`,
      },
      ...parts,
      {
        kind: 'text',
        quiet: true,
        text: 'Perdu\u00a0: arrêtez-le dans «\u00a0Mon pass\u00a0», ou à un guichet. Qui le trouve peut s’en servir jusque-là.',
      },
    ],
  }
}
