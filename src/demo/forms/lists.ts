// A list that is read elsewhere, and the form that chooses from it: once the territory is told, as an administrator does it on screen.
import { draft, edit, publishFor } from '#definitions'
import { FORM } from '#forms'
import { readLists, REFERENCE } from '#lists'
import type { Actor } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import type { Defining } from '#platform/house/definition.ts'
import { guardedFetch } from '#platform/outside/guard.ts'
import { territory } from '#territory'

const LIBRARIES = { kind: REFERENCE, id: 'mediatheques' }
const CARD = { kind: FORM, id: 'bibliotheque' }

type Name = typeof LIBRARIES | typeof CARD

async function publish(db: Database, admin: Actor, house: Defining, name: Name): Promise<void> {
  const { edition } = await db.write(admin, (tx) => draft(tx, name))
  const done = await publishFor(db, admin, house, name, edition)
  if ('problems' in done) throw new Error(done.problems.map(({ problem }) => problem.sentence).join('\n'))
}

/** Nothing where no simulator stands beside the program. */
export async function tellLists(
  db: Database,
  admin: Actor,
  house: Defining,
  { demoList, listOrigins: origins }: Config,
): Promise<void> {
  if (demoList === undefined) return
  await db.write(admin, async (tx) =>
    draft(tx, LIBRARIES, {
      id: LIBRARIES.id,
      title: 'Médiathèques',
      authority: (await territory(tx)).metropolis.code,
      address: {
        url: demoList,
        ...{ rows: '/records', value: '/id', label: '/fields/label' },
        ...{ minutes: 60, days: 30 },
      },
    }),
  )
  await publish(db, admin, house, LIBRARIES)
  await readLists(db, { fetch: guardedFetch, origins })
  await db.write(admin, async (tx) => {
    await draft(tx, CARD)
    await edit(tx, CARD, [
      {
        do: 'add',
        at: ['pages', 'card', 'fields'],
        after: 'born',
        item: {
          ...{ id: 'library', type: 'choice-from', label: 'Où retirer la carte\u00a0?' },
          ...{ list: LIBRARIES.id, whenDown: 'text', optional: true },
        },
      },
    ])
  })
  await publish(db, admin, house, CARD)
}
