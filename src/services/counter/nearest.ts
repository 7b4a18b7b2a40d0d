// Places of reception near a commune. Pure.
import type { Area, Reception, Territory } from '#territory'

/** Of this kind: those of the commune, else the `count` nearest to it. */
export function nearest(
  receptions: readonly Reception[],
  kind: string,
  area: Area,
  { place, count }: { place: Territory; count: number },
): Reception[] {
  const ofKind = receptions.filter((item) => item.kind === kind)
  const own = ofKind.filter((item) => item.area.authorityId === area.authorityId)
  if (own.length > 0) return own
  return ofKind
    .toSorted((a, b) => distance(place, a.area, area) - distance(place, b.area, area))
    .slice(0, count)
}

// Between the centres of two communes, on a plane: enough to order them.
function distance(place: Territory, one: Area, other: Area): number {
  const [a, b] = [centreOf(place, one), centreOf(place, other)]
  if (a === undefined || b === undefined) return Number.POSITIVE_INFINITY
  const north = a[0] - b[0]
  const east = (a[1] - b[1]) * Math.cos((a[0] * Math.PI) / 180)
  return Math.hypot(north, east)
}

const centreOf = (place: Territory, area: Area) => place.authority(area.authorityId).profile.centre
