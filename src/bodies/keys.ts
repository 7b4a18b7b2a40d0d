// The kinds of keys that bodies bring: where one sits today, and as what. Found by PostgreSQL alone (db/migrations/000630, 000670).
import { type Actor, seatedAs } from '#platform/actor.ts'
import type { KeyKind } from '#platform/house/audience.ts'
import { of } from '#platform/french/noun.ts'
import { authorityNoun, territory } from '#territory'
import { bodyNoun, EVERY_POST, POSTS } from './record/kinds.ts'
import { bodyName, namedBodies } from './record/queries.ts'

/** Whoever sits, and their collaborators (`audiences.lend`). */
const ever = (actor: Actor): boolean => seatedAs(actor) !== null

/** How those who sit somewhere are called, by what they are there. */
const SITTING = {
  people: 'élus',
  roles: Object.fromEntries(EVERY_POST.map((post) => [post, POSTS[post].several])),
} as const

/** Authorities in whose bodies one sits. */
const ELECTED: KeyKind = {
  kind: 'elected',
  ever,
  named: {
    ...SITTING,
    everybody: 'tous les élus',
    async noun(tx, id) {
      const found = (await territory(tx)).authorities.find((authority) => authority.id === id)
      return found === undefined ? null : authorityNoun(found)
    },
    values: async (tx) =>
      (await territory(tx)).authorities.map((authority) => ({
        id: authority.id,
        name: `Élus ${of(authorityNoun(authority))}`,
        group: 'Élus',
      })),
  },
}

/** Bodies in which one sits. */
export const BODY: KeyKind = {
  kind: 'body',
  ever,
  says: async (tx, id) => (await bodyName(tx, id)) ?? 'Une instance',
  named: {
    ...SITTING,
    async noun(tx, id) {
      const found = (await namedBodies(tx)).find((body) => body.id === id)
      return found === undefined ? null : bodyNoun(found)
    },
    // Whoever sits in a body of an authority is elected there; in a conference, in one of those that it gathers.
    async also(tx, id) {
      const found = (await namedBodies(tx)).find((body) => body.id === id)
      return found === undefined || found.kind === 'conference' ? [] : [`elected:${found.authorityId}`]
    },
    async values(tx) {
      const place = await territory(tx)
      return (await namedBodies(tx)).map(({ id, name, authorityId }) => ({
        ...{ id, name },
        group: `Instances ${of(authorityNoun(place.authority(authorityId)))}`,
      }))
    },
  },
}

export const keys: readonly KeyKind[] = [ELECTED, BODY]
