// Long work that has ended is forgotten with time: its lines, and its file.
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { endedRuns } from '#platform/runs/queries.ts'
import { forgetRuns } from './personal.ts'

export const FORGET = 'run.delete'

export const retention: readonly RetentionRule[] = [
  simple(FORGET, 'Travaux longs terminés', async (tx, before, most) => {
    const ids = await endedRuns(tx, before, most)
    await forgetRuns(tx, ids)
    return ids.length
  }),
]
