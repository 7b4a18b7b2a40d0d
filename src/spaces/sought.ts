// What of spaces is found by one search: the spaces in which one is, and what is in them. PostgreSQL says who reads each entry (000821).
import type { Indexed, Sought } from '#platform/house/search.ts'

import { spacesHolding, type Thing } from './record/queries.named.ts'

const within =
  (thing: Thing): NonNullable<Indexed['within']> =>
  (tx, ids) =>
    spacesHolding(tx, thing, ids)

export const sought: readonly Sought[] = [
  { id: 'space', label: 'Espaces', one: 'Espace', href: (id) => `/espaces/${id}` },
  {
    id: 'spacedocument',
    label: 'Documents d’espaces',
    one: 'Document',
    href: (id) => `/espaces/ouvrir/document/${id}`,
    within: within('document'),
  },
  {
    id: 'topic',
    label: 'Discussions',
    one: 'Sujet',
    href: (id) => `/espaces/ouvrir/sujet/${id}`,
    within: within('topic'),
  },
  {
    id: 'meeting',
    label: 'Réunions',
    one: 'Réunion',
    href: (id) => `/espaces/ouvrir/reunion/${id}`,
    within: within('meeting'),
  },
]
