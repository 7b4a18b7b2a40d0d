// What sites count of an authority, for its yearly report.
import { measure } from '#platform/partnership/measure.ts'
import { joinedByAuthority } from './queries.measures.ts'

export const siteMeasures = [
  measure({
    id: 'identity.joined',
    label: 'Comptes reliés à ses sites cette année',
    kind: 'count',
    ofSome: true,
    of: joinedByAuthority,
  }),
] as const
