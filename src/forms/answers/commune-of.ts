// The commune that an address says: by its name or its postal code; in a town with arrondissements, by its street.
import type { Context } from '#platform/http/route.ts'
import { networkOf } from '#platform/limits/throttle.ts'
import { type Area, isDivided, type Territory, territory, understandPlace } from '#territory'

/** The areas that the words of an address name; none when it names no place of ours, or only nearly. */
async function areasNamed(ctx: Context, address: string, known: Territory): Promise<readonly Area[]> {
  const said = await ctx.db.read(ctx.actor, (tx) => understandPlace(tx, address, known))
  if (said.kind === 'several') return said.areas
  if (said.kind !== 'area' || said.corrected) return []
  const { area } = said
  return isDivided(area, known)
    ? known.areas.filter((part) => part.authorityId === area.authorityId && !isDivided(part, known))
    : [area]
}

/**
 * The one area where an address is, when its words say it: « 3, rue des Lilas, Bron », « 69500 ». A town with arrondissements
 * is asked to the geocoder. Never guessed from a street alone: several towns have a « rue de la République ».
 */
export async function communeOf(ctx: Context, address: string): Promise<Area | undefined> {
  const known = await ctx.db.read(ctx.actor, territory)
  const named = await areasNamed(ctx, address, known)
  if (named.length < 2) return named[0]
  const found = await ctx.geocoder.searchAddress(address, { network: networkOf(ctx.ip) })
  const there = new Set(named.filter(({ code }) => found.some(({ citycode }) => citycode === code)))
  return there.size === 1 ? [...there][0] : undefined
}
