// Where the person is: the commune of the site, else the one asked in the address, else the one they chose once.
import { type Context, one } from '#platform/http/route.ts'
import type { Area, Territory } from '#territory'
import { wordsOf } from './words.ts'

/** The area that concerns the person, or undefined when they never said it. */
export function personArea(
  ctx: Pick<Context, 'site' | 'query' | 'commune'>,
  territory: Territory,
): Area | undefined {
  const asked = one(ctx.query, 'commune') || one(ctx.query, 'ou')
  return (
    (asked === '' ? undefined : findArea(asked, territory)) ??
    territory.area(ctx.site.commune ?? '') ??
    territory.area(ctx.commune ?? '')
  )
}

/**
 * The commune or arrondissement that a text speaks of: INSEE code, postal code of a single commune, or name inside an
 * address. The longest name wins: « Saint-Genis-Laval » is not « Laval ».
 */
export function findArea(text: string, territory: Territory): Area | undefined {
  const said = ` ${wordsOf(text.slice(0, 200)).join(' ')} `
  const exact = territory.area(text.trim())
  if (exact !== undefined) return exact
  const named = territory.areas.filter((area) => said.includes(` ${wordsOf(area.name).join(' ')} `))
  const longest = named.toSorted((a, b) => b.name.length - a.name.length)[0]
  if (longest !== undefined) return refine(longest, said, territory)
  return ofPostcode(territory.areas, said)
}

// « Lyon 69003 »: the arrondissement is more precise than the commune that was named.
function refine(area: Area, said: string, territory: Territory): Area {
  const within = territory.areas.filter(
    (item) => item.authorityId === area.authorityId && item.code !== area.code,
  )
  return (area.kind === 'commune' ? ofPostcode(within, said) : undefined) ?? area
}

function ofPostcode(areas: readonly Area[], said: string): Area | undefined {
  const having = areas.filter((area) => area.postcodes.some((postcode) => said.includes(` ${postcode} `)))
  const parts = having.filter((area) => area.kind === 'arrondissement')
  const sure = parts.length === 1 ? parts : having
  return sure.length === 1 ? sure[0] : undefined
}

/** A path of this site to come back to; `/` when what was asked is not one (open redirects, CWE-601). */
export function localPath(asked: string): string {
  return /^\/(?![/\\])[\w\-./?=&%'+,~:]*$/.test(asked) ? asked : '/'
}
