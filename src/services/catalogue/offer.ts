// What a town chooses of a service: not offered, suspended with a message until a day, or done on its own site. Inherited as any setting.
import type { Read } from '#platform/db/db.ts'
import { of, to } from '#platform/french/noun.ts'
import { chosenFor, ownValues } from '#settings'
import { type Area, areaNoun, authorityNoun, type Day, localDay, type Territory } from '#territory'
import type { ServiceDefinition } from '../words/definition.ts'
import { OFFERED, OWN_SITE, SUSPENDED, SUSPENDED_UNTIL } from '../words/settings.ts'

/** Why a service cannot be asked for here and now. */
export interface Closure {
  /** « Cette démarche est suspendue à Bron » */
  title: string
  message: string
  /** Its last day; null: until the town hall says otherwise. */
  until: Day | null
}

/** Is it that of another commune than the one where it is asked? */
export function ofAnotherCommune(
  place: Territory,
  { commune }: Pick<ServiceDefinition, 'commune'>,
  area: Area | undefined,
): Closure | null {
  if (commune === undefined || area === undefined || place.authority(area.authorityId).code === commune)
    return null
  const town = place.authorities.find(({ code }) => code === commune)
  const whose = town === undefined ? 'd’une autre commune' : of(authorityNoun(town))
  return {
    title: `Cette démarche est celle ${whose}`,
    message: 'Elle se fait pour un lieu de son territoire.',
    until: null,
  }
}

/** Is it kept from the residents of that commune today? */
export async function closureOf(
  tx: Read,
  place: Territory,
  service: Pick<ServiceDefinition, 'slug' | 'commune'>,
  area: Area | undefined,
): Promise<Closure | null> {
  const elsewhere = ofAnotherCommune(place, service, area)
  if (elsewhere !== null) return elsewhere
  const { slug } = service
  const where = { authorityId: area?.authorityId ?? place.metropolis.id, unitId: null, serviceSlug: slug }
  const chosen = await chosenFor(tx, [OFFERED, SUSPENDED, SUSPENDED_UNTIL], where)
  const valueOf = ({ key }: { key: string }) => chosen.get(key)?.value
  const at = area === undefined ? '' : ` ${to(areaNoun(area))}`
  if (valueOf(OFFERED) === false)
    return {
      title: `Cette démarche n’est pas proposée${at}`,
      message: 'Votre mairie vous dit à qui vous adresser.',
      until: null,
    }
  const [message, until] = [String(valueOf(SUSPENDED) ?? ''), String(valueOf(SUSPENDED_UNTIL) ?? '')]
  const isOver = until !== '' && until < localDay(tx.now, place.zone)
  if (message === '' || isOver) return null
  return { title: `Cette démarche est suspendue${at}`, message, until: until === '' ? null : until }
}

/** The service with the sites that communes chose on screen: each wins over what the definition says of it. */
export async function withOwnSites(
  tx: Read,
  place: Territory,
  service: ServiceDefinition,
): Promise<ServiceDefinition> {
  const towns = place.authorities.filter(({ level }) => level === 'commune')
  const chosen = await ownValues(
    tx,
    [OWN_SITE.key],
    towns.map(({ id }) => id),
  )
  const links = chosen.flatMap(({ authorityId, serviceSlug, value }) => {
    const read = OWN_SITE.type.safeParse(value)
    if (serviceSlug !== service.slug || !read.success || read.data === '') return []
    const town = place.authority(authorityId)
    return [{ commune: town.code, url: read.data, site: `le site ${of(authorityNoun(town))}` }]
  })
  if (links.length === 0) return service
  const named = new Set(links.map(({ commune }) => commune))
  const others = (service.links ?? []).filter(({ commune }) => commune === undefined || !named.has(commune))
  return { ...service, links: [...others, ...links] }
}
