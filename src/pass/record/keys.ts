// The kinds of keys that the pass brings: partners for which one works, those that one manages (to read, thirty days longer), those of the authorities that one sets.
// Found by PostgreSQL alone (db/migrations/001250).
import { agent, holding, signedIn } from '#platform/access.ts'
import type { Scope } from '#platform/api/scope.ts'
import type { KeyKind } from '#platform/house/audience.ts'

export const PARTNER: KeyKind = { kind: 'partner', ever: signedIn.ever }
export const MANAGED: KeyKind = { kind: 'managed', ever: signedIn.ever }
export const HEADED: KeyKind = { kind: 'headed', ever: signedIn.ever }
export const PASSKEPT: KeyKind = { kind: 'passkept', ever: agent('admin').anywhere.ever }

/** Kind of the owners of keys by which programs of partners call. */
export const OWNER = 'passpartner'

/** What these keys may be allowed; each opens rows of the partner to whoever calls (db/migrations/001341). */
export const SCOPES = [
  { id: 'pass.products.read', owner: OWNER, title: 'Lire les produits, leurs prix et les lieux' },
  { id: 'pass.places', owner: OWNER, title: 'Dire quand un lieu ouvre, son nom et son adresse' },
  { id: 'pass.doors', owner: OWNER, title: 'Lire les portes et en retirer une' },
  { id: 'pass.uses.read', owner: OWNER, title: 'Lire les passages, en nombres, jamais de personne' },
  { id: 'pass.settlements.read', owner: OWNER, title: 'Lire les décomptes et leurs lignes' },
  { id: 'pass.events.read', owner: OWNER, title: 'Lire ce qui est arrivé, trente jours durant' },
] as const satisfies readonly Scope[]
type ScopeId = (typeof SCOPES)[number]['id']

const called = (kind: string, scope: ScopeId): KeyKind => ({ kind, ever: holding(scope).ever })
export const CALLED = {
  products: called('callproducts', 'pass.products.read'),
  places: called('callplaces', 'pass.places'),
  doors: called('calldoors', 'pass.doors'),
  uses: called('calluses', 'pass.uses.read'),
  settlements: called('callsettlements', 'pass.settlements.read'),
  events: called('callevents', 'pass.events.read'),
} as const
