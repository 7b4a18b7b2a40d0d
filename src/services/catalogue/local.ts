// The catalogue as a town says it to its residents: its own words, the delays it promises where it answers, what it does not offer.
import type { Read } from '#platform/db/db.ts'
import { ownValues } from '#settings'
import type { Area, Territory } from '#territory'
import type { Delays } from '#workflows'
import { type Answering, answeringToday, decideIn } from '../routing/answers.ts'
import type { ServiceDefinition } from '../words/definition.ts'
import { isPromise, OWN_PARTS, withOwn } from '../words/own.ts'
import { ofAnotherCommune } from './offer.ts'
import { OFFERED } from '../words/settings.ts'
import type { Catalogue, LiveService } from './catalogue.ts'

const PROMISES = [...OWN_PARTS].filter(([, part]) => isPromise(part)).map(([key]) => key)

/** Does that area’s town answer it there, in the street? */
export const answersItself = (
  answering: Answering,
  service: Pick<ServiceDefinition, 'category'>,
  area: Area,
): boolean => decideIn(answering, service, area).authorityId === area.authorityId

/** The same catalogue where no area is known; without those of other communes elsewhere. */
export async function localCatalogue(
  tx: Read,
  known: Catalogue,
  place: Territory,
  area: Area | undefined,
): Promise<Catalogue> {
  if (area === undefined) return known
  const wider = place.metropolis.id
  const said = await ownValues(tx, [OFFERED.key, ...OWN_PARTS.keys()], [wider, area.authorityId])
  const isThere = ({ definition }: LiveService) => ofAnotherCommune(place, definition, area) === null
  if (said.length === 0) return { ...known, services: known.services.filter(isThere) }
  // What the town says comes last: it wins.
  const inOrder = said.toSorted(
    (one, other) => Number(other.authorityId === wider) - Number(one.authorityId === wider),
  )
  const bySlug = Map.groupBy(inOrder, ({ serviceSlug }) => serviceSlug)
  const services = known.services.flatMap(({ slug, definition }) => (bySlug.has(slug) ? definition : []))
  const answering = await answeringToday(tx, known, place, { area, services })
  const saidOf = ({ slug }: LiveService) =>
    new Map((bySlug.get(slug) ?? []).map(({ key, value }) => [key, value] as const))
  const local = (live: LiveService): LiveService => {
    const own = saidOf(live)
    if (own.size === 0) return live
    const promises = PROMISES.some((key) => own.has(key)) && answersItself(answering, live.definition, area)
    const heard = [...own].filter(([key]) => promises || !PROMISES.includes(key))
    return { ...live, definition: withOwn(live.definition, heard) }
  }
  const maybe = (live: LiveService | undefined) => (live === undefined ? undefined : local(live))
  return {
    ...known,
    services: known.services
      .filter((live) => isThere(live) && saidOf(live).get(OFFERED.key) !== 'non')
      .map(local),
    service: (slug) => maybe(known.service(slug)),
    open: (slug) => maybe(known.open(slug)),
  }
}

/** The delays that an authority promises today when it answers: its own, or those of the service. */
export async function promisedBy(
  tx: Read,
  service: ServiceDefinition,
  authorityId: number,
): Promise<Delays | undefined> {
  const said = await ownValues(tx, PROMISES, [authorityId])
  const own = said.filter(({ serviceSlug }) => serviceSlug === service.slug)
  return withOwn(
    service,
    own.map(({ key, value }) => [key, value]),
  ).delays
}
