// Where the person is: the commune asked in the address, else the one of the site, else the one they chose once.
import { type Context, one } from '#platform/http/route.ts'
import { type Area, readPlace, type Territory } from '#territory'

/** The area that concerns the person, or undefined when they never said it, or said what is to be asked again. */
export function personArea(
  ctx: Pick<Context, 'site' | 'query' | 'commune'>,
  territory: Territory,
): Area | undefined {
  return (
    askedArea(ctx, territory) ?? territory.area(ctx.site.commune ?? '') ?? territory.area(ctx.commune ?? '')
  )
}

/** The area of the address: `commune` is an INSEE code that our own links carry, `ou` is what a person typed. */
function askedArea({ query }: Pick<Context, 'query'>, territory: Territory): Area | undefined {
  const carried = territory.area(one(query, 'commune'))
  if (carried !== undefined) return carried
  const place = readPlace(one(query, 'commune') || one(query, 'ou'), territory)
  return place.kind === 'area' ? place.area : undefined
}

/** A path of this site to come back to; `/` when what was asked is not one (open redirects, CWE-601). */
export function localPath(asked: string): string {
  return /^\/(?![/\\])[\w\-./?=&%'+,~:]*$/.test(asked) ? asked : '/'
}
