// The kinds of keys that spaces bring: those in which one is today, and as what. Found by PostgreSQL alone (db/migrations/000820, 000930).
import { seated } from '#platform/access.ts'
import { thing } from '#platform/french/noun.ts'
import type { KeyKind } from '#platform/house/audience.ts'
import { namedSpaces } from './queries.named.ts'

export const SPACE: KeyKind = {
  kind: 'space',
  ever: seated.ever,
  named: {
    people: 'membres',
    roles: { reader: 'lecteurs', contributor: 'contributeurs', moderator: 'animateurs' },
    async noun(tx, id) {
      const found = (await namedSpaces(tx)).find((space) => space.id === id)
      return found === undefined ? null : thing(`L’espace ${found.name}`, 'espace')
    },
    values: async (tx) =>
      (await namedSpaces(tx))
        .filter(({ isOpen }) => isOpen)
        .map(({ id, name }) => ({
          id,
          name: `Espace ${name}\u00a0: ses membres`,
          group: 'Espaces',
        })),
  },
}

/** Those open spaces in which one writes, and those in which one validates what others propose. */
export const CONTRIBUTOR: KeyKind = { kind: 'contributor', ever: seated.ever }
export const MODERATOR: KeyKind = { kind: 'moderator', ever: seated.ever }
