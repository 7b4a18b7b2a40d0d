// Shows the page of a service, for the commune of the person when it is known.
import { listDrafts } from '#forms'
import { NotFound } from '#platform/errors.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { type Area, localDay, receptionsOf, type Territory, territory } from '#territory'
import { answerIn, promisedDay } from './answers.ts'
import { type Catalogue, catalogue } from './catalogue.ts'
import type { ServiceDefinition } from './definition.ts'
import { keptMonths } from './kept.ts'
import { nearest } from './nearest.ts'
import { servicePage, type ServiceView } from './pages/service.ts'
import { personArea } from './where.ts'

/** GET /demarches/:slug */
export function showService(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const [known, place] = [await catalogue(tx), await territory(tx)]
    const live = known.service(ctx.params.slug ?? '')
    if (live === undefined) throw new NotFound('Cette démarche n’existe pas ou n’est plus proposée.')
    const service = live.definition
    const area = personArea(ctx, place)
    const today = localDay(tx.now, place.zone)
    const site = ctx.site.commune === null ? null : (area?.authorityId ?? null)
    const month = (await keptMonths(tx, place.zone, site)).find((item) =>
      item.byCategory.has(service.category),
    )
    const kept = month?.byCategory.get(service.category)
    const drafts = (await listDrafts(tx)).filter(({ serviceSlug }) => serviceSlug === service.slug)
    return page(
      servicePage(ctx, {
        service,
        ...waysIn(service, area, place),
        themeTitle: known.themes.find((item) => item.slug === service.theme)?.title ?? 'Démarches',
        chosen: area ?? null,
        communes: place.communes,
        answer: area === undefined ? null : answerIn(known, place, service, area, today),
        promisedDay: promisedDay(known, place, service, area, tx.now),
        related: relatedLinks(known, service),
        begun: drafts.map(({ id, updatedAt }) => ({ id, at: updatedAt })),
        zone: place.zone,
        receptions: receptionsNear(place, service, area),
        now: tx.now,
        figures: kept === undefined || month === undefined ? null : { ...kept, day: month.day },
      }),
    )
  })
}

/** Where the commune has its own site, the counter leads there; else our form; else the site that is for everybody. */
export function waysIn(
  service: ServiceDefinition,
  area: Area | undefined,
  territory: Territory,
): Pick<ServiceView, 'start' | 'otherSites'> {
  const links = service.links ?? []
  const commune = area === undefined ? undefined : territory.authority(area.authorityId).code
  const own = commune === undefined ? undefined : links.find((link) => link.commune === commune)
  if (own !== undefined) return { start: { kind: 'site', link: own }, otherSites: [] }
  const otherSites =
    commune !== undefined
      ? []
      : links.flatMap((link) => {
          return link.commune === undefined
            ? []
            : [{ commune: territory.area(link.commune)?.name ?? link.commune, link }]
        })
  if (service.form !== undefined)
    return { start: { kind: 'form', href: formAddress(service.slug, area) }, otherSites }
  const forAll = links.find((link) => link.commune === undefined)
  return { start: forAll === undefined ? null : { kind: 'site', link: forAll }, otherSites }
}

/** The commune said so far goes on to the form. */
const formAddress = (slug: string, area: Area | undefined): string =>
  `/demarches/${slug}/demande${area === undefined ? '' : `?commune=${area.code}`}`

const NEAR = 3

function receptionsNear(place: Territory, { places }: ServiceDefinition, area: Area | undefined) {
  if (places === undefined || area === undefined) return []
  return nearest(receptionsOf(place), places, area, { place, count: NEAR })
}

function relatedLinks(known: Catalogue, { related }: ServiceDefinition) {
  return (related ?? []).flatMap((slug) => {
    const service = known.service(slug)
    return service === undefined ? [] : [{ href: `/demarches/${slug}`, label: service.definition.title }]
  })
}
