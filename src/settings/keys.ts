// The kind of keys that settings bring: authorities for which one chooses, found by the database alone (000260).
import { agent } from '#platform/access.ts'
import type { KeyKind } from '#platform/house/audience.ts'

export const keys: readonly KeyKind[] = [{ kind: 'setter', ever: agent('admin').anywhere.ever }]
