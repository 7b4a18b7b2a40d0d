// An order of paper copies: a request of the counter, whose copies are held in the same transaction. All of it, or nothing.
import { type Actor, lentTo } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { type Sent, submitRequest } from '#requests'
import { type Area, localDay, type Territory, territory } from '#territory'
import { type Brochure, hold, shownBrochures, type Wanted } from './queries.ts'
import { refusal } from './words.ts'

/** The service whose requests orders are, and the questions of its form (definitions/forms/brochures.json). */
const SERVICE = 'commande-de-brochures'

/** Those for which whoever acts orders: where they are elected or work; for the metropolis, any. */
export function communesOf({ elected = [], memberships }: Actor, place: Territory): readonly Area[] {
  const own = [...elected, ...memberships.map(({ authorityId }) => authorityId)]
  const communes = place.communes.filter(({ authorityId }) => own.includes(authorityId))
  return communes.length > 0 || !own.includes(place.metropolis.id) ? communes : place.communes
}

export interface Order {
  /** INSEE code of the commune in whose quota it counts. */
  commune: string
  wanted: readonly Wanted[]
  why: string
  where: string
  details: string
  name: string
  email: string
}

/** The field of a brochure in the form of an order. */
export const fieldOf = (id: number): string => `exemplaires-${id}`

const linesOf = (wanted: readonly Wanted[], shown: ReadonlyMap<number, Brochure>): string =>
  wanted.map(({ id, copies }) => `${copies} × ${shown.get(id)?.title ?? 'Brochure'}`).join('\n')

/** What its form asks, as whoever handles it reads it. */
const answersOf = ({ commune, why, where, details, name, email }: Order, lines: string) => ({
  place: { commune, address: '' },
  lines,
  why,
  where,
  ...(details === '' ? {} : { details }),
  name,
  ...(email === '' ? {} : { email }),
})

/** The demonstration alone orders as nobody. */
const isJudged = (actor: Actor): boolean => actor.kind !== 'system' || lentTo(actor) !== null

/**
 * Sends it, for a commune of whoever acts.
 * @throws BadInput beside what is refused: what remains, until when
 */
export async function placeOrder(tx: Write, order: Order): Promise<Sent> {
  const { commune, wanted } = order
  const place = await territory(tx)
  const area = place.communes.find(({ code }) => code === commune)
  if (area === undefined || (isJudged(tx.actor) && !communesOf(tx.actor, place).includes(area)))
    throw new BadInput([{ field: 'commune', message: 'Choisissez une commune de la liste.' }])
  if (wanted.length === 0)
    throw new BadInput([
      { field: '', message: 'Écrivez un nombre d’exemplaires pour une brochure au moins.' },
    ])
  const shown = new Map((await shownBrochures(tx)).map((brochure) => [brochure.id, brochure]))
  const sent = await submitRequest(tx, {
    draftId: null,
    serviceSlug: SERVICE,
    answers: answersOf(order, linesOf(wanted, shown)),
    channel: 'web',
    residentId: lentTo(tx.actor)?.seatsOf ?? tx.actor.personId,
    enteredUnitId: null,
  })
  await holdAll(tx, sent, wanted, { shown, area, place })
  return sent
}

interface Known {
  shown: ReadonlyMap<number, Brochure>
  area: Area
  place: Territory
}

async function holdAll(
  tx: Write,
  sent: Sent,
  wanted: readonly Wanted[],
  { shown, area, place }: Known,
): Promise<void> {
  const refused = await hold(tx, sent.id, sent.ref, wanted)
  if (refused.length === 0) return
  const today = localDay(tx.now, place.zone)
  const problems = refused.map(({ id, why, remaining }) => {
    const brochure = shown.get(id)
    return {
      field: fieldOf(id),
      message:
        brochure === undefined
          ? 'Cette brochure n’est plus proposée.'
          : refusal(why, remaining, brochure, area.name, today),
    }
  })
  throw new BadInput(problems)
}

/** The commune shown first to whoever reads; undefined for whoever orders for any. */
export async function ownCommune(tx: Read): Promise<Area | undefined> {
  const communes = communesOf(tx.actor, await territory(tx))
  return communes.length === 1 ? communes[0] : undefined
}
