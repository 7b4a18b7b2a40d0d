// What a holder may have by themselves: what is free in the class that a grid gives them, or free to all; else what lacks, and where one proves it.
import { capital, fullDate, listSentence } from '#platform/ui/french.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import { lockPerson, profileValues } from '#people'
import { addDays, todayThere } from '#territory'
import { rightBy } from '../grid/right.ts'
import { FACT_NAMES } from '../grid/words.ts'
import { giveEntitlement } from '../ledger/move.ts'
import { euros } from '../ledger/words.ts'
import type { FactId } from '../proof/facts.ts'
import type { Named } from '../proof/document/same-person.ts'
import { entitlementsOf } from '../record/entitlements.ts'
import type { Pass } from '../record/passes.ts'
import { type Product, productsOn } from '../record/queries.ts'
import { lastDayOf, paidFor, type Price, pricesOf } from '../record/terms.ts'

type OpenState = 'free' | 'paid' | 'closed'

/** What becomes of a product for somebody today. */
export interface Offer {
  product: Product
  /** Held already; free for them; paid at a desk; not theirs by what is proved. */
  state: 'held' | OpenState
  /** The same, were it not held: how it is renewed. */
  anew: OpenState
  class: string
  /** What the class is called; '' without one. */
  label: string
  /** In euros, when it is paid. */
  price: string
  /** The sentence that explains it. */
  because: string
  until: string | null
  missing: readonly FactId[]
}

const TO_ALL = 'parce que ce droit est ouvert à tous'

async function offerOf(
  tx: Read,
  product: Product,
  { prices, personId }: { prices: readonly Price[]; personId: number },
): Promise<Offer | null> {
  const right = product.grid === null ? null : await rightBy(tx, product.grid, personId)
  // A grid that is not in force gives nothing, nor says why.
  if (right === undefined) return null
  const given = right === null ? '' : right.class
  const own = prices.filter(({ productId }) => productId === product.id)
  const price = own.find((one) => one.class === given)
  const cents = own.length === 0 ? 0 : price === undefined ? null : paidFor(product, price.cents)
  const anew = given === null ? 'closed' : cents === 0 ? 'free' : 'paid'
  return {
    product,
    // A class without a price is for a desk to see.
    ...{ state: anew, anew },
    class: given ?? '',
    label: right?.grid.classes.find(({ id }) => id === given)?.label ?? '',
    price: cents === null || cents === 0 ? '' : euros(cents),
    because: capital(right?.because ?? TO_ALL),
    until: right?.until ?? null,
    missing: right?.missing ?? [],
  }
}

/** Every product that runs today, for the holder of that pass. */
export async function offersFor(tx: Read, { id, personId }: Pick<Pass, 'id' | 'personId'>): Promise<Offer[]> {
  const today = await todayThere(tx)
  const products = await productsOn(tx, today)
  const held = new Set((await entitlementsOf(tx, id, today)).map(({ productId }) => productId))
  const prices = await pricesOf(
    tx,
    products.map((product) => product.id),
  )
  const offers: Offer[] = []
  for (const product of products) {
    const offer = await offerOf(tx, product, { prices, personId })
    if (offer !== null) offers.push(held.has(product.id) ? { ...offer, state: 'held' } : offer)
  }
  return offers
}

/** Given by what is known of them, once. As the system. @throws Conflict in words when they have it, or every place is taken */
export async function takeOffer(
  tx: Write,
  pass: Pass,
  { product, class: name, because, until }: Offer,
): Promise<void> {
  await lockPerson(tx, pass.personId)
  const today = await todayThere(tx)
  if ((await entitlementsOf(tx, pass.id, today)).some(({ productId }) => productId === product.id))
    throw new Conflict('Vous avez déjà ce droit.')
  const last = await lastDayOf(tx, today, product.months)
  await giveEntitlement(tx, {
    ...{ passId: pass.id, product, class: name, since: today },
    until: until !== null && until < last ? until : last,
    ...{ givenAs: 'rule', because: `${because}.`, decidedBy: null, paid: null },
  })
}

/** How many days before its end a right is renewed. */
const AHEAD_DAYS = 31

export const endsSoon = (until: string, today: string): boolean => until <= addDays(today, AHEAD_DAYS)

/**
 * From the day after its end, by what is known today; what is left stays. As the system.
 * @throws Conflict in words when it is not held, is not ending, or what proves it ends no later
 */
export async function renewOffer(tx: Write, pass: Pass, offer: Offer): Promise<void> {
  const { product, class: name, because, until } = offer
  await lockPerson(tx, pass.personId)
  const today = await todayThere(tx)
  const held = (await entitlementsOf(tx, pass.id, today)).find(({ productId }) => productId === product.id)
  if (held === undefined) throw new Conflict('Vous n’avez plus ce droit\u00a0: ajoutez-le.')
  if (!endsSoon(held.until, today))
    throw new Conflict('Ce droit ne prend pas fin dans le mois\u00a0: rien à renouveler.')
  const last = await lastDayOf(tx, addDays(held.until, 1), product.months)
  const end = until !== null && until < last ? until : last
  if (end <= held.until)
    throw new Conflict(
      'Ce qui le prouve prend fin en même temps\u00a0: prouvez-le de nouveau, puis renouvelez.',
    )
  await giveEntitlement(tx, {
    ...{ passId: pass.id, product, class: name, since: today, until: end },
    ...{ givenAs: 'rule', because: `${because}.`, decidedBy: null, paid: null },
  })
}

/** « Il manque : tranche de quotient familial » */
export const missingText = (missing: readonly FactId[]): string =>
  listSentence(missing.map((fact) => FACT_NAMES[fact].toLowerCase()))

export const untilText = ({ until }: Offer): string => (until === null ? '' : `jusqu’au ${fullDate(until)}`)

/** How the person may be called on a document: by their profile, or the name of their account. */
export async function namesOf(tx: Read, personId: number, called: string): Promise<Named> {
  const values = await profileValues(tx, personId)
  const valueOf = (id: string) => values.find(({ valueId }) => valueId === id)?.value
  const named = nameIn(called)
  const family = valueOf('family_name')
  return {
    familyNames: [...(family === undefined ? [] : [family]), ...named.familyNames],
    givenNames: valueOf('given_name') ?? named.givenNames,
  }
}

/** « Lucette Morandat » */
export function nameIn(called: string): Named {
  const [givenNames = '', ...family] = called.split(' ')
  return { givenNames, familyNames: [family.join(' ')] }
}
