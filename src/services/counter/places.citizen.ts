// Shows where people are received: all, of one kind, or near a commune.
import { type Context, one, page, type Reply } from '#platform/http/route.ts'
import { type Reception, receptionKindsOf, receptionsOf, type Territory, territory } from '#territory'
import { nearest } from './nearest.ts'
import { placesPage } from './pages/places.ts'
import { personArea } from './where.ts'

/** How many of a kind are shown near a commune that has none. */
const NEAR = 3

/** GET /lieux, with or without `type` and `commune` */
export function showPlaces(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const kinds = receptionKindsOf(place)
    const kind = kinds.find(({ id }) => id === one(ctx.query, 'type'))?.id ?? ''
    const chosen =
      place.area(one(ctx.query, 'commune')) ?? (ctx.site.commune === null ? null : personArea(ctx, place))
    const all = receptionsOf(place)
    const groups = kinds
      .filter(({ id }) => kind === '' || id === kind)
      .map((item) => ({ ...item, receptions: shown(all, item.id, chosen ?? null, place) }))
    return page(
      placesPage(ctx, {
        groups: groups.filter(({ receptions }) => receptions.length > 0),
        kinds,
        kind,
        chosen: chosen ?? null,
        communes: place.communes,
        now: tx.now,
      }),
    )
  })
}

function shown(all: readonly Reception[], kind: string, area: Reception['area'] | null, place: Territory) {
  return area === null
    ? all.filter((item) => item.kind === kind)
    : nearest(all, kind, area, { place, count: NEAR })
}
