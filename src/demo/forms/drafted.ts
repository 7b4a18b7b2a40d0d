// Forms that administrators are writing: one in force that is being changed, with a question that nobody would see; one that is new. The last year is
// replayed under the first.
import { type Command, draft, edit, type Name, takeBack } from '#definitions'
import { FORM } from '#forms'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { askReplay } from '#studio'

const POTHOLE: Name = { kind: FORM, id: 'nid-de-poule' }
const GARDEN: Name = { kind: FORM, id: 'parcelle-jardin-partage' }
const problem = ['pages', 'problem', 'fields']
const size = (value: string) => ({ op: 'is', of: 'size', value })

/** An act each. */
const ACTS: readonly (readonly Command[])[] = [
  [
    {
      do: 'set',
      at: [...problem, 'photos', 'hint'],
      to: 'Une vue de près, une vue de la rue. Ne vous mettez pas en danger pour les prendre.',
    },
  ],
  [
    {
      do: 'add',
      at: problem,
      after: 'size',
      item: {
        id: 'depth',
        type: 'single-choice',
        label: 'Un pied entier y entre-t-il\u00a0?',
        choices: [
          { value: 'yes', label: 'Oui' },
          { value: 'no', label: 'Non' },
        ],
        optional: true,
      },
    },
  ],
  [
    {
      do: 'set',
      at: [...problem, 'depth', 'showIf'],
      to: { op: 'all', conditions: [size('medium'), size('large')] },
    },
  ],
  // One of its tests turns red.
  [{ do: 'remove', at: [...problem, 'since', 'optional'] }],
  // Those who wrote more are what the replay of the year finds.
  [{ do: 'set', at: [...problem, 'details', 'maxLength'], to: 100 }],
  [{ do: 'set', at: ['title'], to: 'Signaler un trou dans la chaussée' }],
]

export async function draftForms(db: Database, admin: Actor): Promise<void> {
  await db.write(admin, (tx) => draft(tx, POTHOLE))
  for (const commands of ACTS) await db.write(admin, (tx) => edit(tx, POTHOLE, commands))
  await db.write(admin, (tx) => takeBack(tx, POTHOLE, 'undo', ACTS.length))
  await db.write(admin, (tx) => askReplay(tx, POTHOLE.id))
  await db.write(admin, (tx) =>
    draft(tx, GARDEN, {
      id: GARDEN.id,
      title: 'Demander une parcelle de jardin partagé',
      processing: 'espace-public',
      pages: [
        {
          id: 'parcelle',
          title: 'La parcelle',
          fields: [
            { id: 'ou', type: 'location', label: 'Près de quelle adresse\u00a0?', role: 'place' },
            { id: 'a_deux', type: 'yes-no', label: 'La partageriez-vous avec un autre foyer\u00a0?' },
          ],
        },
      ],
    }),
  )
}
