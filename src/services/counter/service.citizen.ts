// Shows the page of a service, for the commune of the person when it is known.
import type { Read } from '#platform/db/db.ts'
import { isToAsk, listDrafts } from '#forms'
import { NotFound } from '#platform/errors.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { valueOf } from '#settings'
import { type Area, receptionsOf, type Territory, territory } from '#territory'
import { answerIn, answeringToday, promisedDay } from '../routing/answers.ts'
import { type Catalogue, catalogue } from '../catalogue/catalogue.ts'
import type { ServiceDefinition } from '../words/definition.ts'
import { lentTo } from '#platform/actor.ts'
import { ELECTED, isInternal, isMeantFor } from '../words/meant.ts'
import { PAGE_NOTE } from '../words/settings.ts'
import { askedPage } from '../words/shown.ts'
import { closureOf, withOwnSites } from '../catalogue/offer.ts'
import { localCatalogue } from '../catalogue/local.ts'
import { keptMonths } from '../catalogue/kept.ts'
import { nearest } from './nearest.ts'
import { waysIn, type WaysIn } from '../routing/own-site.ts'
import { saidPlace } from '../routing/said-place.ts'
import { servicePage } from './pages/service.ts'
import { personArea } from './where.ts'

/** GET /demarches/:slug */
export function showService(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const asked = (await catalogue(tx)).service(ctx.params.slug ?? '')
    // What is asked at work is answered alike wherever one lives.
    const isAtWork = asked !== undefined && isInternal(asked.definition)
    const where = isAtWork ? workArea(ctx, place) : personArea(ctx, place)
    const area = isAtWork ? (where ?? place.communes[0]) : where
    const known = await localCatalogue(tx, await catalogue(tx), place, area)
    const live = known.service(ctx.params.slug ?? '')
    if (live === undefined || !isMeantFor(ctx.actor, live.definition))
      throw new NotFound('Cette démarche n’existe pas ou n’est plus proposée.')
    const service = await withOwnSites(tx, place, live.definition)
    const answering = await answeringToday(tx, known, place, { area, services: [service] })
    const site = ctx.site.commune === null ? null : (area?.authorityId ?? null)
    const month = (await keptMonths(tx, place.zone, site)).find((item) =>
      item.byCategory.has(service.category),
    )
    const kept = month?.byCategory.get(service.category)
    const drafts = (await listDrafts(tx)).filter(({ serviceSlug }) => serviceSlug === service.slug)
    return page(
      await askedPage(
        ctx,
        tx,
        service,
        servicePage(ctx, {
          service,
          note: await pageNote(tx, place, service, area),
          closure: await closureOf(tx, place, service, area),
          ...asLent(ctx, service, waysIn(service, where, place, saidPlace(ctx.query).address)),
          themeTitle: known.themes.find((item) => item.slug === service.theme)?.title ?? 'Démarches',
          chosen: area ?? null,
          communes: place.communes,
          answer: area === undefined ? null : answerIn(answering, service, area),
          promisedDay: promisedDay(answering, service, area, tx.now),
          related: relatedLinks(known, service),
          begun: drafts.map((draft) => ({
            id: draft.id,
            at: draft.updatedAt,
            isDoubtful: isToAsk(draft, tx.now),
          })),
          zone: place.zone,
          receptions: receptionsNear(place, service, area),
          now: tx.now,
          figures: kept === undefined || month === undefined ? null : { ...kept, day: month.day },
        }),
      ),
    )
  })
}

/** Whoever acts for an elected member asks in their name, on a page of its own. */
const asLent = ({ actor }: Context, { slug, meantFor, askedAt }: ServiceDefinition, ways: WaysIn): WaysIn =>
  lentTo(actor) === null || meantFor === undefined || askedAt !== undefined || ways.start?.kind !== 'form'
    ? ways
    : { ...ways, start: { kind: 'form', href: `${ELECTED.href}/${slug}/demande` } }

/** The commune for which an agent works, when it is one: what the form begins with. */
function workArea({ actor }: Context, place: Territory): Area | undefined {
  const own = place.areas.filter(({ authorityId }) => authorityId === actor.memberships[0]?.authorityId)
  return own.length === 1 ? own[0] : undefined
}

/** What the town hall of whoever reads says before they begin. */
const pageNote = (tx: Read, place: Territory, { slug }: ServiceDefinition, area: Area | undefined) =>
  valueOf(tx, PAGE_NOTE, {
    authorityId: area?.authorityId ?? place.metropolis.id,
    unitId: null,
    serviceSlug: slug,
  })

const NEAR = 3

function receptionsNear(place: Territory, { places }: ServiceDefinition, area: Area | undefined) {
  if (places === undefined || area === undefined) return []
  return nearest(receptionsOf(place), places, area, { place, count: NEAR })
}

function relatedLinks(known: Catalogue, { related }: ServiceDefinition) {
  return (related ?? []).flatMap((slug) => {
    const service = known.open(slug)
    return service === undefined ? [] : [{ href: `/demarches/${slug}`, label: service.definition.title }]
  })
}
