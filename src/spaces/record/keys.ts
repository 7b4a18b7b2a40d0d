// The kind of keys that spaces bring: those in which one is today, and as what. Found by PostgreSQL alone (db/migrations/000820).
import { type Actor, seatedAs } from '#platform/actor.ts'
import { thing } from '#platform/french/noun.ts'
import type { KeyKind } from '#platform/house/audience.ts'
import { namedSpaces } from './queries.named.ts'

/** Agents and elected members in their own name, and collaborators. */
const ever = (actor: Actor): boolean =>
  seatedAs(actor) !== null && (actor.memberships.length > 0 || (actor.elected ?? []).length > 0)

export const SPACE: KeyKind = {
  kind: 'space',
  ever,
  named: {
    people: 'membres',
    roles: { reader: 'lecteurs', contributor: 'contributeurs', moderator: 'animateurs' },
    async noun(tx, id) {
      const found = (await namedSpaces(tx)).find((space) => space.id === id)
      return found === undefined ? null : thing(`L’espace ${found.name}`, 'espace')
    },
    values: async (tx) =>
      (await namedSpaces(tx)).map(({ id, name }) => ({
        id,
        name: `Espace ${name}\u00a0: ses membres`,
        group: 'Espaces',
      })),
  },
}
