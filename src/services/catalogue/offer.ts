// What a town chooses of a service: suspended with a message until a day, or done on its own site. Inherited as any setting.
import type { Read } from '#platform/db/db.ts'
import { of } from '#platform/french/noun.ts'
import { chosenFor, ownValues } from '#settings'
import { type Area, authorityNoun, type Day, localDay, type Territory } from '#territory'
import type { ServiceDefinition } from '../words/definition.ts'
import { OWN_SITE, SUSPENDED, SUSPENDED_UNTIL } from '../words/settings.ts'

export interface Suspension {
  message: string
  /** Its last day; null: until the message is taken away. */
  until: Day | null
}

/** Is it suspended for the residents of that commune today? */
export async function suspensionOf(
  tx: Read,
  place: Territory,
  slug: string,
  area: Area | undefined,
): Promise<Suspension | null> {
  const where = { authorityId: area?.authorityId ?? place.metropolis.id, unitId: null, serviceSlug: slug }
  const chosen = await chosenFor(tx, [SUSPENDED, SUSPENDED_UNTIL], where)
  const [message, until] = [SUSPENDED, SUSPENDED_UNTIL].map(({ key }) => String(chosen.get(key)?.value ?? ''))
  if (message === undefined || message === '') return null
  const isOver = until !== undefined && until !== '' && until < localDay(tx.now, place.zone)
  return isOver ? null : { message, until: until === '' ? null : (until ?? null) }
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
