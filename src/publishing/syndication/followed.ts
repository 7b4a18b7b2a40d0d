// What may be followed on this territory: an authority, or a directorate of the metropolis or of one’s own. Pure.
import type { Authority, Territory } from '#territory'

const BETWEEN = '/'

/** Options of a list: « metropole/voirie ». */
export const directorates = (
  place: Territory,
  own: readonly Authority[],
): (readonly [value: string, label: string])[] =>
  [...new Set([place.metropolis, ...own])].flatMap(({ id, slug, name }) =>
    place
      .unitsOf(id)
      .filter(({ kind }) => kind === 'directorate')
      .map((unit) => [`${slug}${BETWEEN}${unit.code}`, `${unit.name}, ${name}`] as const),
  )

/** undefined: nothing that may be followed. */
export function followed(place: Territory, asked: string): { id: number; unitId: number | null } | undefined {
  const [slug = '', code] = asked.split(BETWEEN)
  const authority = place.authorities.find((one) => one.slug === slug)
  if (authority === undefined) return undefined
  if (code === undefined) return { id: authority.id, unitId: null }
  const unit = place.unitsOf(authority.id).find((one) => one.code === code && one.kind === 'directorate')
  return unit === undefined ? undefined : { id: authority.id, unitId: unit.id }
}
