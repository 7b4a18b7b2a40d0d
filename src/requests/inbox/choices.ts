// What the filters of a list offer: the services, communes and states that its reach may hold, and what is chosen already.
import { type Catalogue, isGivenTo } from '#services'
import type { Territory, Unit } from '#territory'
import type { InboxFilter, StateChoice } from './filter.ts'
import type { InboxRow } from './queries.ts'
import type { Reach } from './reach.ts'

const DOORS = ['town-hall', 'contact-centre', 'reception']

/** Units whose requests the view holds; null: it looks at a territory, where anything may be. */
function unitsIn({ view }: InboxFilter, reach: Reach, place: Territory): Unit[] | null {
  const [kind, id] = view.split('-')
  if (view === 'commune' || view === 'transmises' || (view === 'toutes' && reach.communes.length > 0))
    return null
  const ids =
    kind === 'unite'
      ? (reach.teams.find(({ unitId }) => unitId === Number(id))?.below ?? [])
      : kind === 'autorite'
        ? (reach.desks.find(({ authorityId }) => authorityId === Number(id))?.units ?? [])
        : reach.handled
  const units = ids.map((one) => place.unit(one))
  if (units.some(({ functions }) => functions.includes('contact-centre'))) return null
  // A door takes what no unit of its authority can.
  const doors = units.filter(({ functions }) => DOORS.some((door) => functions.includes(door)))
  return [...new Set([...units, ...doors.flatMap(({ authorityId }) => place.unitsOf(authorityId))])]
}

/** Services to choose from, in the order of their names. */
export function servicesFor(
  filter: InboxFilter,
  rows: readonly Pick<InboxRow, 'serviceSlug'>[],
  reach: Reach,
  { place, known }: { place: Territory; known: Catalogue },
): { slug: string; title: string }[] {
  const units = unitsIn(filter, reach, place)
  const shown = new Set([filter.service, ...rows.map(({ serviceSlug }) => serviceSlug)])
  return known.every
    .filter(
      ({ slug, formVersion, definition: { category } }) =>
        formVersion !== null &&
        (units === null || shown.has(slug) || isGivenTo(known, place, units, category)),
    )
    .map(({ slug, definition }) => ({ slug, title: definition.shortTitle }))
    .toSorted((a, b) => a.title.localeCompare(b.title, 'fr'))
}

/** Communes to choose from: those that the units serve, or that the agent follows. */
export function communesFor(
  filter: InboxFilter,
  reach: Reach,
  place: Territory,
): { code: string; name: string }[] {
  const all = place.communes.map(({ code, name, authorityId }) => ({ code, name, authorityId }))
  if (filter.view === 'commune')
    return all.filter(
      ({ authorityId, code }) => reach.communes.includes(authorityId) || code === filter.commune,
    )
  const units = unitsIn(filter, reach, place)
  const serves = (unit: Unit, code: string, authorityId: number) =>
    unit.authorityId === place.metropolis.id
      ? unit.communes === null || unit.communes.includes(code)
      : unit.authorityId === authorityId
  return all.filter(
    ({ code, authorityId }) =>
      units === null || code === filter.commune || units.some((unit) => serves(unit, code, authorityId)),
  )
}

/** States that the view may hold: what is late is open, what waits is waiting. */
export function statesFor({ view }: InboxFilter): readonly StateChoice[] {
  if (view === 'closes') return ['closes']
  if (view === 'attente') return ['ouvertes']
  const open: StateChoice[] = ['ouvertes', 'nouvelles', 'en-cours', 'en-attente']
  return view === 'retard' || view === 'risque' ? open : [...open, 'closes', 'toutes', 'prevenir']
}
