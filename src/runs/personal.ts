// What runs hold about a person (GDPR art. 15, 17 and 20): the long work they asked for, with its file.
import { filesOf, planErasure } from '#files'
import type { Write } from '#platform/db/db.ts'
import { type Holding, wholly } from '#platform/house/personal.ts'
import { deleteRuns, ownRuns } from '#platform/runs/queries.ts'

const MOST = 1_000_000

/** Forgets them, with their lines and files. As the system. */
export async function forgetRuns(tx: Write, ids: readonly number[]): Promise<void> {
  const held = await filesOf(tx, ...ids.map((id) => ({ kind: 'run', id })))
  await deleteRuns(tx, ids)
  await planErasure(
    tx,
    held.map(({ fileId }) => fileId),
  )
}

const work: Holding = {
  id: 'platform.run',
  processing: 'agents',
  title: 'Les travaux longs que vous avez demandés',
  tables: ['platform.run', 'platform.run_line', 'platform.run_piece'],
  async held(tx, personId) {
    const all = (await ownRuns(tx, personId, MOST)).toReversed()
    return [...new Set(all.map(({ authorityId }) => authorityId))].map((authorityId) => {
      const own = all.filter((run) => run.authorityId === authorityId)
      const rows = own.map(({ title, createdAt, endedAt, done }) => ({
        Travail: title,
        'Demandé le': createdAt,
        'Terminé le': endedAt,
        Faits: done,
      }))
      return { authorityId, count: own.length, since: own[0]?.createdAt ?? null, rows }
    })
  },
  async erase(tx, personId) {
    const parts = (await work.held(tx, personId)).flatMap(({ authorityId, count }) =>
      wholly(authorityId, count),
    )
    await forgetRuns(
      tx,
      (await ownRuns(tx, personId, MOST)).map(({ id }) => id),
    )
    return parts
  },
}

export const personal: readonly Holding[] = [work]
