// Spaces are counted when one goes there, of nobody: whatever the page, once a day.
import type { Counted } from '#platform/ledger/counted.ts'
import { addressOf, ONE } from './record/frame.ts'
import { spacesThere } from './record/queries.named.ts'

export const countedSpaces: Counted = {
  kind: 'space',
  at: [ONE, ...['sujets', 'documents', 'agenda', 'taches', 'membres'].map((part) => `${ONE}/${part}`)],
  param: 'espace',
  things: async (tx) =>
    (await spacesThere(tx)).map(({ id, ...space }) => ({
      ...space,
      thing: String(id),
      href: addressOf({ id }),
      unitId: null,
    })),
}
