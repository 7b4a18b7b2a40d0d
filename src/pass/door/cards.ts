// What a door keeps of cards to decide alone: those that open something at its place of the chip, by the id of what a reader says of them.
import type { Read } from '#platform/db/db.ts'
import { endOfDay, territory, todayThere } from '#territory'
import { cardName, type KnownCard, type KnownCards } from '../gate/card.ts'
import { ANY_CLASS, productName } from '../issue/names.ts'
import { type CardRight, cardsAt } from '../record/cards.ts'
import { toText } from '../token/bytes.ts'
import { MOST_RIGHTS } from '../token/claims.ts'
import type { Device } from './device.ts'

/** What is beyond asks the network; those given last come first. */
const MOST = 10_000
/** Seconds for which such a list decides: a right that lasts longer says no day. */
const LASTS = 2 * 86_400

type Right = KnownCard['rights'][number]

function rightOf({ productId, class: held, left, until }: CardRight, now: number, zone: string): Right {
  const end = Math.floor(endOfDay(until, zone).getTime() / 1000)
  return [productName(productId), held === '' ? ANY_CLASS : held, left, end > now + LASTS ? null : end]
}

/** Of its partner and sector alone. */
export async function knownCards(tx: Read, { partnerId, sector }: Device): Promise<KnownCards> {
  const { zone } = await territory(tx)
  const now = Math.floor(tx.now.getTime() / 1000)
  const known = new Map<string, { value: string; rights: Right[] }>()
  const rights = await cardsAt(tx, { partnerId, sector, day: await todayThere(tx) }, MOST)
  // In the order in which the server tries them.
  for (const one of rights.toSorted((a, b) => a.productId - b.productId)) {
    const id = await cardName(one)
    const value = one.known === null ? id : toText(new Uint8Array(one.known))
    const card = known.get(id) ?? { value, rights: [] }
    if (card.rights.length < MOST_RIGHTS) card.rights.push(rightOf(one, now, zone))
    known.set(id, card)
  }
  return Object.fromEntries(known)
}
