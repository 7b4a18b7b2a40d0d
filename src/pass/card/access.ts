// Who makes cards: whoever administers the authority of which they are ordered. Holders and desks have them as the rest of the pass.
import { type AccessTable, agent } from '#platform/access.ts'

export const cardAccess = { 'passcard.make': [agent('admin').anywhere] } satisfies AccessTable
