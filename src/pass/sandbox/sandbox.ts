// A sandbox: the twin of a partner, with three holders invented for it. Doors, keys, counts and addresses to tell are those of any partner:
// nothing but its row says that it is one. As the system: whoever calls has judged that they manage the partner.
import type { Read, Write } from '#platform/db/db.ts'
import { todayThere } from '#territory'
import { giveEntitlement } from '../ledger/move.ts'
import { entitlementsOf, type NamedEntitlement } from '../record/entitlements.ts'
import { productById } from '../record/queries.ts'
import { givingsOf, insertTwin, inventedPasses, inventPass } from './queries.ts'

/** Each is invented for a use: the first class of each price, the last, and nothing at all, which doors refuse. */
const HOLDERS = [
  { name: 'Ada', classOf: (classes: readonly string[]) => classes[0] ?? '' },
  { name: 'Basile', classOf: (classes: readonly string[]) => classes.at(-1) ?? '' },
  { name: 'Chloé', classOf: null },
] as const

const BECAUSE = 'Inventé pour essayer.'

/** Opened once: twice is as once. */
export async function openSandbox(tx: Write, partnerId: number): Promise<void> {
  const twin = await insertTwin(tx, partnerId)
  if (twin === undefined) return
  const givings = await givingsOf(tx, twin)
  const since = await todayThere(tx)
  for (const { classOf } of HOLDERS) {
    const passId = await inventPass(tx, twin)
    if (classOf === null) continue
    for (const { productId, classes, until } of givings) {
      const product = await productById(tx, productId)
      if (product === undefined) continue
      await giveEntitlement(tx, {
        ...{ passId, product, class: classOf(classes), since, until },
        ...{ givenAs: 'agreement', because: BECAUSE, decidedBy: null, paid: null },
      })
    }
  }
}

export interface Invented {
  /** From 1. */
  number: number
  name: string
  passId: number
  rights: readonly NamedEntitlement[]
}

export async function inventedOf(tx: Read, twin: number): Promise<Invented[]> {
  const today = await todayThere(tx)
  const passes = await inventedPasses(tx, twin)
  const holders: Invented[] = []
  for (const [at, { name }] of HOLDERS.entries()) {
    const passId = passes[at]
    if (passId === undefined) continue
    holders.push({ number: at + 1, name, passId, rights: await entitlementsOf(tx, passId, today) })
  }
  return holders
}
