// The kind of keys that the territory brings: units that one administers, with those below, found by the database alone (000436).
import { agent } from '#platform/access.ts'
import type { KeyKind } from '#platform/house/audience.ts'

export const keys: readonly KeyKind[] = [{ kind: 'tended', ever: agent('steward').anywhere.ever }]
