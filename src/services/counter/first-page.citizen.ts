// The first page of an authority's counter as whoever is not signed in sees it, with the look that it is given: one that is only tried too.
import { anonymous } from '#platform/actor.ts'
import type { Context, Reply } from '#platform/http/route.ts'
import { type Authority, counterHost, siteOf, territory } from '#territory'
import { showCommune } from './commune.citizen.ts'
import { showHome } from './home.citizen.ts'

/** Its home; without a host name, its page on the counter of the metropolis. */
export async function showFirstPage(ctx: Context, authority: Authority): Promise<Reply> {
  const place = await ctx.db.read(ctx.actor, territory)
  const hasHome = authority.id === place.metropolis.id || counterHost(place, authority) !== undefined
  const seen = {
    ...ctx,
    ...{ actor: anonymous(ctx.visitorId), site: siteOf(place, authority), commune: null, query: {} },
    ...{ params: { slug: authority.slug }, back: null },
  }
  return hasHome ? showHome(seen) : showCommune(seen)
}
