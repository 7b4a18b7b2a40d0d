// What an agent may give or sell: what partners of their own authority offer today, in the classes that have a price.
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { capital, fullDate } from '#platform/ui/french.ts'
import { todayThere } from '#territory'
import { type ClassNames, classNames } from '../grid/names.ts'
import { type Right, rightBy } from '../grid/right.ts'
import { leftInAnother } from '../ledger/another.ts'
import { type Credited, giveEntitlement, undo } from '../ledger/move.ts'
import type { Means } from '../ledger/queries.ts'
import { euros } from '../ledger/words.ts'
import { endEntitlement } from '../record/entitlements.ts'
import { partners, type Product, productsOn } from '../record/queries.ts'
import { firstDayOf, lastDayOf, paidFor, type Price, pricesOf } from '../record/terms.ts'
import { onlyGivenBy } from './queries.ts'

/** What may be seen of somebody who asks for a class, as the sentence that explains it says it. Never kept: its number, a copy, a value. */
export const PROOFS = {
  none: ['Rien\u00a0: c’est pour tout le monde', ''],
  known: ['Rien de plus\u00a0: c’est déjà prouvé', ''],
  home: ['Justificatif de domicile', 'justificatif de domicile vu'],
  identity: ['Pièce d’identité', 'pièce d’identité vue'],
  tax: ['Avis d’impôt', 'avis d’impôt vu'],
  family: ['Attestation de quotient familial', 'attestation de quotient familial vue'],
  school: ['Certificat de scolarité ou carte d’étudiant', 'certificat de scolarité vu'],
  work: ['Attestation de demandeur d’emploi', 'attestation de demandeur d’emploi vue'],
  disability: ['Carte mobilité inclusion', 'carte mobilité inclusion vue'],
} as const satisfies Record<string, readonly [label: string, said: string]>
export type Proof = keyof typeof PROOFS

export interface Offer {
  product: Product
  class: string
  /** What it is called, within a sentence; '' without a class. */
  label: string
  cents: number
}

/** The classes in which a product may be had, dearest first. */
const classesOf = (product: Product, prices: readonly Price[], names: ClassNames): Offer[] => {
  const own = prices.filter(({ productId }) => productId === product.id)
  return own.length === 0
    ? [{ product, class: '', label: '', cents: 0 }]
    : own.map(({ class: name, cents }) => ({
        ...{ product, class: name, cents: paidFor(product, cents) },
        label: names.of(product.grid, name),
      }))
}

export async function offersAt(tx: Read, authorityId: number): Promise<Offer[]> {
  const kept = new Set(
    (await partners(tx)).filter((partner) => partner.authorityId === authorityId).map(({ id }) => id),
  )
  const products = (await productsOn(tx, await todayThere(tx))).filter(({ partnerId }) => kept.has(partnerId))
  const prices = await pricesOf(
    tx,
    products.map(({ id }) => id),
  )
  const names = await classNames(tx)
  return products.flatMap((product) => classesOf(product, prices, names))
}

/** How an offer is named in a form. */
export const offerKey = ({ product, class: name }: Offer): string => `${product.id}:${name}`
/** « Piscine, Dix entrées, tarif solidaire : 15,00 € » */
export const offerText = ({ product, label, cents }: Offer): string =>
  `${[product.partner, product.name, label].filter((part) => part !== '').join(', ')}\u00a0: ${cents === 0 ? 'gratuit' : euros(cents)}`

/** Offers in the class that what is already proved of somebody gives. As the system. @returns their keys, with what decides */
export async function provedOffers(
  tx: Read,
  offers: readonly Offer[],
  personId: number,
): Promise<Map<string, Right>> {
  const rights = new Map<string, Right | undefined>()
  const proved = new Map<string, Right>()
  for (const offer of offers) {
    const { grid } = offer.product
    if (grid === null) continue
    if (!rights.has(grid)) rights.set(grid, await rightBy(tx, grid, personId))
    const right = rights.get(grid)
    if (right?.class === offer.class) proved.set(offerKey(offer), right)
  }
  return proved
}

export interface Giving {
  passId: number
  personId: number
  offer: Offer
  proof: Proof
  means: Means | null
  agentId: number
  authorityId: number
  askedKey: string
}

/**
 * Given or sold at a desk, for its months from today, or from the end of what runs already.
 * @throws BadInput on fields `droit`, `moyen`, `vu`; Conflict when as many people as may hold it do
 */
export async function giveAtDesk(tx: Write, giving: Giving): Promise<Credited> {
  const { passId, offer, proof, means, agentId, authorityId, askedKey } = giving
  const { product, cents } = offer
  if (cents > 0 && means === null)
    throw new BadInput([{ field: 'moyen', message: `Dites comment les ${euros(cents)} sont payés.` }])
  if (cents === 0 && means !== null)
    throw new BadInput([{ field: 'moyen', message: 'C’est gratuit\u00a0: rien n’est à payer.' }])
  if (offer.class !== '' && product.grid !== null && proof === 'none')
    throw new BadInput([
      { field: 'vu', message: 'Ce tarif demande un justificatif\u00a0: choisissez celui que vous avez vu.' },
    ])
  const today = await todayThere(tx)
  const other = await leftInAnother(tx, { passId, product, class: offer.class, since: today })
  if (other !== null) throw new BadInput([{ field: 'droit', message: other }])
  const first = await firstDayOf(tx, passId, product.id)
  const right = proof === 'known' ? await knownRight(tx, giving, first) : undefined
  const last = await lastDayOf(tx, first, product.months)
  return giveEntitlement(tx, {
    ...{ passId, product, class: offer.class, since: today },
    // Never past the end of what proves it.
    until: [last, right?.until ?? last].toSorted()[0] ?? last,
    givenAs: cents > 0 ? 'bought' : 'desk',
    because: right === undefined ? becauseOf(offer, proof, today) : `${capital(right.because)}.`,
    decidedBy: agentId,
    paid: cents > 0 && means !== null ? { cents, means } : null,
    authorityId,
    askedKey,
  })
}

/** A receipt is taken back: what was paid is, and what it gave alone ends. @throws Conflict in words */
export async function takeBackAtDesk(tx: Write, transferId: number, agentId: number): Promise<void> {
  await undo(tx, { which: { id: transferId }, by: agentId, isManager: true, reason: 'sale' })
  const alone = await onlyGivenBy(tx, transferId)
  if (alone !== undefined) await endEntitlement(tx, { ...alone, because: 'Reçu annulé, à un guichet.' })
}

/** @throws BadInput when what is proved of the person gives something else */
async function knownRight(tx: Read, { offer, personId }: Giving, first: string): Promise<Right> {
  const right = (await provedOffers(tx, [offer], personId)).get(offerKey(offer))
  if (right !== undefined && (right.until ?? first) >= first) return right
  const message =
    right === undefined
      ? 'Ce qui est déjà prouvé ne donne pas ce tarif\u00a0: dites ce que vous avez vu.'
      : 'Ce qui est déjà prouvé prend fin avant que ce droit ne recommence\u00a0: dites ce que vous avez vu.'
  throw new BadInput([{ field: 'vu', message }])
}

/** « Parce que vous l’avez acheté à un guichet le 29 novembre 2026, « tarif solidaire » (avis d’impôt vu). » */
function becauseOf({ label, cents }: Offer, proof: Proof, today: string): string {
  const how = cents > 0 ? 'vous l’avez acheté à un guichet' : 'un guichet vous l’a donné'
  const at = label === '' ? '' : `, «\u00a0${label}\u00a0»`
  const [, seen] = PROOFS[proof]
  return `Parce que ${how} le ${fullDate(today)}${at}${seen === '' ? '' : ` (${seen})`}.`
}
