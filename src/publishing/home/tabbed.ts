// Tabs of a block that work without a script: each is the same page, asked with another choice, whatever else it was asked.
import { type Context, one } from '#platform/http/route.ts'
import type { Html } from '#platform/html.ts'
import { tabs } from '#platform/ui/navigation.ts'

/** Of the titles, in order, the place of the one that is asked under that name; 0: the first. */
export function tabAsked({ query }: Pick<Context, 'query'>, name: string, count: number): number {
  const asked = Number(one(query, name))
  return Number.isInteger(asked) && asked > 0 && asked < count ? asked : 0
}

/** `anchor`: of the block, to which one comes back. */
export function blockTabs(
  ctx: Pick<Context, 'url'>,
  {
    label,
    name,
    titles,
    at,
    anchor,
  }: { label: string; name: string; titles: readonly string[]; at: number; anchor: string },
): Html | false {
  if (titles.length < 2) return false
  const [path = '', asked = ''] = ctx.url.split('?')
  const href = (place: number): string => {
    const query = new URLSearchParams(asked)
    if (place === 0) query.delete(name)
    else query.set(name, String(place))
    const rest = query.toString()
    return `${path}${rest === '' ? '' : `?${rest}`}#${anchor}`
  }
  const list = titles.map((title, place) => ({ label: title, href: href(place), current: place === at }))
  return tabs(label, list, { thin: true })
}
