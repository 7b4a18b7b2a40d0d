// The kinds of keys that people bring: oneself, and what posts give. Found again by the database from memberships (000003, 000290).
import { agent, metropolitanAdministrator, type Relation } from '#platform/access.ts'
import type { Actor, Membership } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import type { KeyKind, ToldKind } from '#platform/house/audience.ts'
import { isWorking, ROLES, WRITING } from '#platform/roles.ts'
import { authorityNoun, territory, unitNoun } from '#territory'
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

const works = ({ memberships }: Actor): boolean => memberships.length > 0

/** How those who hold a post are called, by their role. */
const POSTS = {
  people: 'agents',
  roles: Object.fromEntries(Object.entries(ROLES).map(([role, { several }]) => [role, several])),
} as const

/** Authorities that one works for, in whatever role. */
const WORKPLACE: KeyKind = {
  kind: 'workplace',
  ever: works,
  named: {
    ...POSTS,
    everybody: 'tous les agents',
    async noun(tx, id) {
      const found = (await territory(tx)).authorities.find((authority) => authority.id === id)
      return found === undefined ? null : authorityNoun(found)
    },
    values: async (tx) =>
      (await territory(tx)).authorities.map(({ id, name }) => ({ id, name, group: 'Collectivités' })),
  },
}

/** Units that one works in, and those above: whoever works below a unit is of it. */
const STAFF: KeyKind = {
  kind: 'staff',
  ever: works,
  named: {
    ...POSTS,
    async noun(tx, id) {
      const found = (await territory(tx)).units.find((unit) => unit.id === id)
      return found === undefined ? null : unitNoun(found)
    },
    async also(tx, id) {
      const place = await territory(tx)
      const above = place.lineage(id).map((unit) => `staff:${unit}`)
      return [...above, `workplace:${place.unit(id).authorityId}`]
    },
    async values(tx) {
      const place = await territory(tx)
      const own = new Set(tx.actor.memberships.map(({ authorityId }) => authorityId))
      return [...own].flatMap((authorityId) => {
        const { name: group } = place.authority(authorityId)
        return place.unitsOf(authorityId).map(({ id, name }) => ({ id, name, group }))
      })
    },
  },
}

/** Authorities for which one writes contents: those who administer them all write everybody’s. */
const PUBLISHER: KeyKind = { kind: 'publisher', ever: agent(...WRITING).anywhere.ever }
export const publishers: readonly Relation[] = [agent(...WRITING).inItsAuthority, metropolitanAdministrator]

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
  STAFF,
  PUBLISHER,
  GOVERNED,
]
