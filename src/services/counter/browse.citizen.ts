// Shows the lists of services: all, by theme, by life event.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Context, one, page, redirect, type Reply } from '#platform/http/route.ts'
import { type Area, territory, townHallOf } from '#territory'
import { catalogue, type LiveService } from '../catalogue/catalogue.ts'
import { localCatalogue } from '../catalogue/local.ts'
import { leadsTo, servicesOf } from '../catalogue/queries.ts'
import { listPage, type SayLine, themePage } from './pages/browse.ts'
import { lifeEventPage } from './pages/life-event.ts'
import { type Answering, answeringToday } from '../routing/answers.ts'
import { summaryOf } from './summary.ts'
import { personArea } from './where.ts'

/** GET /demarches */
export function showList(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const { services, themes } = await localCatalogue(tx, await catalogue(tx), place, personArea(ctx, place))
    const groups = themes.map((theme) => ({
      theme,
      services: services.filter(({ definition }) => definition.theme === theme.slug),
    }))
    return page(
      listPage(ctx, {
        groups: groups.filter((group) => group.services.length > 0),
        communes: place.communes,
        ou: one(ctx.query, 'ou').trim() || (personArea(ctx, place)?.name ?? ''),
      }),
    )
  })
}

/** GET /demarches/themes/:slug */
export function showTheme(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const area = personArea(ctx, place)
    const known = await localCatalogue(tx, await catalogue(tx), place, area)
    const theme = known.themes.find((item) => item.slug === ctx.params.slug)
    if (theme === undefined) return movedFrom(ctx, tx, 'theme', '/demarches/themes')
    const own = known.services.filter(({ definition }) => definition.theme === theme.slug)
    const services = own.map(({ definition }) => definition)
    const line = lineFor(await answeringToday(tx, known, place, { area, services }), area)
    return page(themePage(ctx, theme, { services: ownFirst(ctx, own), line }))
  })
}

/** GET /vie/:slug */
export function showLifeEvent(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const chosen = personArea(ctx, place)
    const known = await localCatalogue(tx, await catalogue(tx), place, chosen)
    const event = known.lifeEvents.find((item) => item.slug === ctx.params.slug)
    if (event === undefined) return movedFrom(ctx, tx, 'life_event', '/vie')
    const services = servicesOf(event).flatMap((slug) => known.open(slug)?.definition ?? [])
    return page(
      lifeEventPage(ctx, {
        event,
        service: known.open,
        line: lineFor(await answeringToday(tx, known, place, { area: chosen, services }), chosen),
        chosen: chosen ?? null,
        communes: place.communes,
        townHall:
          chosen === undefined ? null : (townHallOf(place, place.authority(chosen.authorityId)) ?? null),
        now: tx.now,
      }),
    )
  })
}

/** What was withdrawn leads where whoever withdrew it chose: an address once published answers. */
async function movedFrom(
  { params }: Context,
  tx: Read,
  table: 'theme' | 'life_event',
  at: string,
): Promise<Reply> {
  const slug = await leadsTo(tx, table, params.slug ?? '')
  if (slug === undefined) throw new NotFound()
  return redirect(`${at}/${slug}`)
}

export const lineFor =
  (answering: Answering, area: Area | undefined): SayLine =>
  (service) =>
    summaryOf(service, { ...answering, area })

/** On the site of a commune, what it answers itself comes first. */
function ownFirst(ctx: Context, services: readonly LiveService[]): LiveService[] {
  const rank = ({ definition }: LiveService) =>
    ctx.site.commune !== null && definition.level === 'metropolis' ? 1 : 0
  return services.toSorted((a, b) => rank(a) - rank(b))
}
