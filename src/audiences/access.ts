// Who may do what with audiences.
import type { AccessTable } from '#platform/access.ts'
import type { KeyKind } from '#platform/house/audience.ts'
import { publishers } from '#people'
import { readersOf } from './readers.ts'

/** The audiences that somebody, or nobody, is in: what they meet the rule of. The database alone knows. */
const AUDIENCE: KeyKind = { kind: 'audience', ever: () => true }

export const keys: readonly KeyKind[] = [AUDIENCE]

/** Readers of a table whose rows are for an audience. */
export const audienceReaders = readersOf<never, never, 'audience'>({
  audience: { name: 'whoever its audience holds', key: AUDIENCE, column: 'audience_id' },
})

export const access: AccessTable = {
  'audience.read': publishers,
  'audience.write': publishers,
}
