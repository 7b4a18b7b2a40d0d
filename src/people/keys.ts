// The kinds of keys that people bring: oneself, and what posts give. Found again by the database from memberships (000003, 000290).
import { agent } from '#platform/access.ts'
import type { Actor, Membership } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import type { KeyKind, ToldKind } from '#platform/house/audience.ts'
import { isWorking } from '#platform/roles.ts'
import { territory } from '#territory'
import { personName } from './person/person.ts'

const unitName = async (tx: Read, id: number) => (await territory(tx)).unit(id).name
const authorityName = async (tx: Read, id: number) => (await territory(tx)).authority(id).name

/** The person, or whom a helper acts for. */
export const PERSON: ToldKind<'self'> = {
  kind: 'person',
  holds: ({ personId }) => (personId === null ? [] : [{ as: 'self', ids: [personId] }]),
  only: 'platform.person_id()',
  says: async (tx, id) => (await personName(tx, id)) ?? 'Une personne',
}

type Handling = Membership & { role: 'handler' | 'manager' }
const handling = ({ memberships }: Actor) =>
  memberships.filter((item): item is Handling => item.role === 'handler' || item.role === 'manager')

/** Units in which one handles or manages: their keys are the unit’s (`unit:40`), few for anybody. */
const POST: ToldKind = {
  kind: 'post',
  holds: (actor) => handling(actor).map(({ role, unitId }) => ({ as: role, ids: [unitId] })),
}

/** The same, with every unit below. */
export const UNIT: ToldKind<'handler' | 'manager'> = {
  kind: 'unit',
  holds: (actor) => handling(actor).map(({ role, below }) => ({ as: role, ids: below })),
  says: unitName,
}

/** Authorities for which one answers at the desk or on the phone. */
export const DESK: ToldKind<'reception'> = {
  kind: 'desk',
  holds: ({ memberships }) =>
    memberships
      .filter(({ role }) => role === 'reception')
      .map(({ authorityId }) => ({ as: 'reception', ids: [authorityId] })),
  says: async (tx, id) => `Accueil, ${await authorityName(tx, id)}`,
}

/** Communes of which one is an agent: what is on their territory is theirs to read. */
export const COMMUNE: ToldKind<'observer'> = {
  kind: 'commune',
  holds: ({ memberships }) =>
    memberships
      .filter((item) => item.commune && isWorking(item))
      .map(({ authorityId }) => ({ as: 'observer', ids: [authorityId] })),
  says: authorityName,
}

/** Units whose shares one sees: those of `UNIT`, and all those of the authorities of `DESK`. */
export const SHARED: KeyKind = {
  kind: 'shared',
  ever: ({ memberships }) => memberships.some(isWorking),
  says: unitName,
}

/** People of the same authorities. */
const COLLEAGUE: KeyKind = { kind: 'colleague', ever: ({ memberships }) => memberships.length > 0 }

/** Authorities that one administers. */
const ADMIN: ToldKind<'admin'> = {
  kind: 'admin',
  holds: ({ memberships }) =>
    memberships
      .filter(({ role }) => role === 'admin')
      .map(({ authorityId }) => ({ as: 'admin', ids: [authorityId] })),
  says: async (tx, id) => `Administration, ${await authorityName(tx, id)}`,
}

/** Authorities that one works for, in whatever role. */
const WORKPLACE: KeyKind = { kind: 'workplace', ever: ({ memberships }) => memberships.length > 0 }

/** Units whose agents one keeps, found by the database alone. */
const GOVERNED: KeyKind = { kind: 'governed', ever: agent('admin', 'steward').anywhere.ever }

export const keys: readonly KeyKind[] = [
  PERSON,
  POST,
  UNIT,
  DESK,
  COMMUNE,
  SHARED,
  COLLEAGUE,
  ADMIN,
  WORKPLACE,
  GOVERNED,
]
