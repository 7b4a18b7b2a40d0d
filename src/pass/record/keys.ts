// The kinds of keys that the pass brings: partners for which one works, those that one manages (to read, thirty days longer), those of the authorities that one sets.
// Found by PostgreSQL alone (db/migrations/001250).
import { agent, signedIn } from '#platform/access.ts'
import type { KeyKind } from '#platform/house/audience.ts'

export const PARTNER: KeyKind = { kind: 'partner', ever: signedIn.ever }
export const MANAGED: KeyKind = { kind: 'managed', ever: signedIn.ever }
export const HEADED: KeyKind = { kind: 'headed', ever: signedIn.ever }
export const PASSKEPT: KeyKind = { kind: 'passkept', ever: agent('admin').anywhere.ever }
