// Where a setting is looked at: its name on screen, its address, and the places one may look at instead.
import type { Catalogue } from '#services'
import type { Scope } from '#platform/house/settings.ts'
import type { SettingPlace } from '#settings'
import type { Authority, Territory } from '#territory'

export interface Place {
  scope: Scope
  authority: Authority
  /** Those for which the person chooses, or for units of which. */
  authorities: readonly Authority[]
  /** Of that authority: for it whole, or for these units alone. */
  here: SettingPlace
  place: Territory
  known: Catalogue
}

/** As forms and addresses say it. */
export const pourOf = ({ unitId, serviceSlug }: Scope): string =>
  serviceSlug !== null ? `demarche-${serviceSlug}` : unitId !== null ? `service-${unitId}` : ''

/** « Ville de Bron », « Ville de Bron, Services techniques ». */
export function placeName(
  { authorityId, unitId, serviceSlug }: Scope,
  { place, known }: Pick<Place, 'place' | 'known'>,
): string {
  const { name } = place.authority(authorityId)
  if (unitId !== null) return `${name}, ${place.unit(unitId).name}`
  if (serviceSlug === null) return name
  return `${name}, «\u00a0${known.service(serviceSlug)?.definition.title ?? serviceSlug}\u00a0»`
}

/** The query that leads back to the same place. */
export function scopeQuery({ scope, authority, authorities }: Place): string {
  const pairs = new URLSearchParams()
  if (authorities.length > 1) pairs.set('collectivite', authority.slug)
  if (pourOf(scope) !== '') pairs.set('pour', pourOf(scope))
  return pairs.size === 0 ? '' : `?${pairs}`
}

/** The lists of places: authorities, then what is narrower in the one that is shown; its first one is where one arrives. */
export function choicesOf({ authority, authorities, here, known, scope }: Place) {
  const units = here.units.map(({ id, name }) => ({
    value: `service-${id}`,
    label: here.isWhole ? `Service\u00a0: ${name}` : name,
  }))
  const services = known.every.map(({ definition: { slug, title } }) => ({
    value: `demarche-${slug}`,
    label: title,
  }))
  const whole = { value: '', label: 'Toute la collectivité' }
  const [first = whole, ...narrower] = here.isWhole ? [whole, ...services, ...units] : units
  const pour = pourOf(scope)
  return {
    authorities: authorities.map(({ slug, name }) => ({ value: slug, label: name })),
    authority: authority.slug,
    first: first.label,
    narrower,
    pour: pour === first.value ? '' : pour,
  }
}
