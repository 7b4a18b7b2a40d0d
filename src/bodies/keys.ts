// The kinds of keys that bodies bring: where one sits today, and as what. Found by PostgreSQL alone (db/migrations/000630).
import { type Actor, ownName } from '#platform/actor.ts'
import type { KeyKind } from '#platform/house/audience.ts'
import { EVERY_POST, POSTS } from './record/kinds.ts'
import { bodyName } from './record/queries.ts'

const ever = (actor: Actor): boolean => ownName(actor) !== null

/** Bodies in which one sits. */
const BODY: KeyKind = {
  kind: 'body',
  ever,
  says: async (tx, id) => (await bodyName(tx, id)) ?? 'Une instance',
}

/** What one is, in some body: an id is a place in `POSTS`, from one. */
const OFFICE: KeyKind = {
  kind: 'office',
  ever,
  says: (_tx, id) => {
    const post = EVERY_POST[id - 1]
    return Promise.resolve(post === undefined ? 'Une fonction' : POSTS[post].label)
  },
}

export const keys: readonly KeyKind[] = [BODY, OFFICE]
