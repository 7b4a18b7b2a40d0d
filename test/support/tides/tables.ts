// A kind of definition: tables of tides, by harbour. Its versions, drafts, comparison and files are the house’s.
import { z } from 'zod'
import { definitionKind } from '#platform/house/definition.ts'

interface TideTable {
  id: string
  harbour: string
  tides: { hour: string; metres: number }[]
}

const HOUR = /^([01]\d|2[0-3]):[0-5]\d$/

export const TIDE_TABLE = definitionKind<TideTable>({
  kind: 'tidetable',
  one: 'annuaire',
  schema: z.strictObject({
    id: z.string().min(1),
    harbour: z.string().min(1, 'Nommez le port.'),
    tides: z.array(
      z.strictObject({ hour: z.string().regex(HOUR, 'Une heure s’écrit 08:30.'), metres: z.number() }),
    ),
  }),
  idOf: ({ id }) => id,
  folder: 'tides',
  refuse: ({ tides }) =>
    tides.length === 0 ? [{ at: 'tides', sentence: 'Cet annuaire ne dit aucune marée.' }] : [],
  parts: {
    harbour: 'le port',
    tides: {
      one: 'marée',
      isFeminine: true,
      id: 'hour',
      title: 'hour',
      parts: { metres: 'la hauteur, en mètres' },
    },
  },
})
