// Authorities that keep a site of their own for a service: who asks there is led to it, wherever the place becomes known.
import type { Area, Territory } from '#territory'
import type { ExternalLink, ServiceDefinition } from '../words/definition.ts'
import { placeQuery } from './said-place.ts'

export interface OwnSite {
  /** The commune as its residents name it. */
  commune: string
  link: ExternalLink
  /** Codes of the commune and of its arrondissements. */
  codes: readonly string[]
}

export interface WaysIn {
  /** Our form, another site, or nowhere yet (the commune must be known first). */
  start: { kind: 'form'; href: string } | { kind: 'site'; link: ExternalLink } | null
  otherSites: OwnSite[]
}

/** Every authority that keeps its own site for this service. */
export function ownSites({ links = [] }: ServiceDefinition, territory: Territory): OwnSite[] {
  return links.flatMap((link) => {
    const commune = link.commune === undefined ? undefined : territory.area(link.commune)
    if (commune === undefined) return []
    const parts = territory.areas.filter(({ authorityId }) => authorityId === commune.authorityId)
    return [{ commune: commune.name, link, codes: parts.map(({ code }) => code) }]
  })
}

/** The one that answers for this area, or undefined. */
export const ownSiteOf = (
  service: ServiceDefinition,
  code: string | undefined,
  territory: Territory,
): OwnSite | undefined =>
  code === undefined ? undefined : ownSites(service, territory).find(({ codes }) => codes.includes(code))

/** Where the commune has its own site, the counter leads there; else our form; else the site that is for everybody. */
export function waysIn(
  service: ServiceDefinition,
  area: Area | undefined,
  territory: Territory,
  address: string,
): WaysIn {
  const own = ownSiteOf(service, area?.code, territory)
  if (own !== undefined) return { start: { kind: 'site', link: own.link }, otherSites: [] }
  const otherSites = area === undefined ? ownSites(service, territory) : []
  if (service.askedAt !== undefined) return { start: { kind: 'form', href: service.askedAt }, otherSites }
  if (service.form !== undefined)
    return { start: { kind: 'form', href: formAddress(service.slug, area, address) }, otherSites }
  const forAll = service.links?.find((link) => link.commune === undefined)
  return { start: forAll === undefined ? null : { kind: 'site', link: forAll }, otherSites }
}

/** The place said so far goes on to the form. */
const formAddress = (slug: string, area: Area | undefined, address: string): string =>
  `/demarches/${slug}/demande${placeQuery({ commune: area?.code ?? null, address })}`
