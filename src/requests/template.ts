// Fills the variables of a reply template for one request.
import { longDate } from '#platform/ui/french.ts'
import type { Territory } from '#territory'
import { dayOf } from './clocks.ts'
import type { RequestRow } from './queries.ts'

/** Who signs, and why a request moves: known only at the moment of writing. */
export interface Signature {
  /** null: the authority itself writes. */
  agent: string | null
  reason: string | null
}

/**
 * The text with its {variables} replaced. Unknown variables stay: whoever edits the template sees them.
 * @param service title of the service
 */
export function fillTemplate(
  text: string,
  request: RequestRow,
  place: Territory,
  service: string,
  { agent, reason }: Signature,
): string {
  const unit = place.unit(request.unitId)
  const { solutionDueAt } = request
  const values: Record<string, string> = {
    name: request.contactName,
    civility: request.contactName,
    reference: request.ref,
    service,
    place:
      request.placeAddress === ''
        ? (place.area(request.areaCode)?.name ?? '')
        : `${request.placeAddress}, ${place.area(request.areaCode)?.name ?? ''}`,
    solutionDate: solutionDueAt === null ? 'date à confirmer' : longDate(dayOf(place, solutionDueAt)),
    agent: agent ?? '',
    unit: unit.name,
    authority: place.authority(request.authorityId).name,
    reason: reason ?? '',
  }
  return text
    .replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
