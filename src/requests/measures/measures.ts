// What requests count of an authority, for its yearly report: how many, how many in time, what residents thought.
import { measure } from '#platform/partnership/measure.ts'
import { keptByAuthority, ratedByAuthority, receivedByAuthority } from './queries.ts'

export const requestMeasures = [
  measure({ id: 'requests.received', label: 'Demandes reçues', kind: 'count', of: receivedByAuthority }),
  measure({
    id: 'requests.kept',
    label: 'Solutions dans le délai promis',
    kind: 'share',
    of: keptByAuthority,
  }),
  measure({
    id: 'requests.rated',
    label: 'Habitants satisfaits, parmi les avis',
    kind: 'share',
    of: ratedByAuthority,
  }),
] as const
