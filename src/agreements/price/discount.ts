// The discount of the initial partners: it is what the deliberation voted, or none. Whoever joins later has none.
import { longDate } from '#platform/ui/french.ts'
import type { Grid } from './grid.ts'

/** What an agreement would take off. */
export interface Asked {
  readonly authorityId: number
  readonly year: number
  readonly percent: number
}

/** Why that discount is not what was voted with the grid; null when it is. */
export function discountFault(
  { votedOn, discount }: Pick<Grid, 'votedOn' | 'discount'>,
  { authorityId, year, percent }: Asked,
): string | null {
  const grid = `la grille votée le ${longDate(votedOn)}`
  if (discount === null) return `Aucune remise n’est votée avec ${grid}.`
  if (!discount.authorityIds.includes(authorityId))
    return `La remise de ${grid} est celle de ses partenaires initiaux\u00a0: une commune qui rejoint plus tard n’en a pas.`
  if (discount.year !== year)
    return `La remise de ${grid} vaut pour ${discount.year} seulement, et ne se reporte pas.`
  if (discount.percent !== percent) return `La remise de ${grid} est de ${discount.percent}\u00a0%.`
  return null
}
