// Who reads the bulletins of a harbour: whoever watches its tides. A kind of key in one file.
import { readersOf } from '#audiences'
import type { KeyKind } from '#platform/house/audience.ts'
import { harbourName } from './queries.ts'

/** Harbours that one watches: the database alone knows. */
export const HARBOUR: KeyKind = {
  kind: 'harbour',
  ever: ({ personId }) => personId !== null,
  says: async (tx, id) => `Qui suit le port de ${await harbourName(tx, id)}`,
}

export const readers = readersOf<{ harbourId: number }, never, 'watcher'>({
  watcher: {
    name: 'watcher of its harbour',
    key: HARBOUR,
    column: 'harbour_id',
    told: async (_tx, { harbourId }) => [{ id: harbourId, why: 'alerte de marée' }],
  },
})
