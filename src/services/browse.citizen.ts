// Shows the lists of services and the answers of the search box.
import { NotFound } from '#platform/errors.ts'
import { type Context, one, page, type Reply } from '#platform/http/route.ts'
import { territory, understandPlace } from '#territory'
import { catalogue, type LiveService } from './catalogue.ts'
import { foundPage, lifeEventPage, listPage, themePage } from './pages/browse.ts'
import { searchServices } from './search.ts'
import { personArea } from './where.ts'

/** GET /demarches, with or without `quoi` and `ou` */
export function showServices(ctx: Context): Promise<Reply> {
  const quoi = one(ctx.query, 'quoi').trim()
  const ou = one(ctx.query, 'ou').trim()
  return ctx.db.read(ctx.actor, async (tx) => {
    const [{ services, themes }, place] = [await catalogue(tx), await territory(tx)]
    const { communes } = place
    if (quoi === '') {
      const groups = themes.map((theme) => ({
        theme,
        services: services.filter(({ definition }) => definition.theme === theme.slug),
      }))
      return page(
        listPage(ctx, {
          groups: groups.filter((group) => group.services.length > 0),
          communes,
          ou: ou || (personArea(ctx, place)?.name ?? ''),
        }),
      )
    }
    const where = await understandPlace(tx, ou, place)
    const area =
      where.kind === 'area' ? where.area : where.kind === 'none' ? personArea(ctx, place) : undefined
    const commune = area === undefined ? null : place.authority(area.authorityId).code
    const found = await searchServices(tx, quoi, commune)
    return page(
      foundPage(ctx, {
        quoi: quoi.slice(0, 200),
        ou: ou.slice(0, 200),
        where,
        area: area ?? null,
        territoryName: place.metropolis.name,
        found,
        themes,
        communes,
      }),
    )
  })
}

/** GET /demarches/themes/:slug */
export function showTheme(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const { themes, services } = await catalogue(tx)
    const theme = themes.find((item) => item.slug === ctx.params.slug)
    if (theme === undefined) throw new NotFound()
    return page(
      themePage(
        ctx,
        theme,
        ownFirst(
          ctx,
          services.filter(({ definition }) => definition.theme === theme.slug),
        ),
      ),
    )
  })
}

/** GET /vie/:slug */
export function showLifeEvent(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const { lifeEvents, service } = await catalogue(tx)
    const event = lifeEvents.find((item) => item.slug === ctx.params.slug)
    if (event === undefined) throw new NotFound()
    return page(
      lifeEventPage(
        ctx,
        event,
        event.services.flatMap((slug) => service(slug) ?? []),
      ),
    )
  })
}

/** On the site of a commune, what it answers itself comes first. */
function ownFirst(ctx: Context, services: readonly LiveService[]): LiveService[] {
  const rank = ({ definition }: LiveService) =>
    ctx.site.commune !== null && definition.level === 'metropolis' ? 1 : 0
  return services.toSorted((a, b) => rank(a) - rank(b))
}
