// The replay of a draft, as whoever reads it may.
import type { Read } from '#platform/db/db.ts'
import { readableRefs } from '#requests'
import type { AsWritten } from '../written/read.ts'
import type { ReplayShown, Standing } from './panels.ts'
import { replayRow, type ReplayRow } from './queries.ts'
import { toldOf } from './told.ts'

/** Nobody has it in hand any more. */
const SILENT_MS = 10 * 60_000

function standingOf(row: ReplayRow | undefined, edition: number, now: Date): Standing {
  if (row === undefined) return 'none'
  if (row.edition !== edition || row.state === 'outdated') return 'stale'
  if (row.state === 'done') return 'done'
  return now.getTime() - row.beatAt.getTime() > SILENT_MS ? 'silent' : 'going'
}

export async function readReplay(tx: Read, { id, written }: AsWritten): Promise<ReplayShown> {
  const isPossible = written.draft !== null && written.live !== null && written.changes.length > 0
  const row = isPossible ? await replayRow(tx, id) : undefined
  const standing = standingOf(row, written.edition, tx.now)
  if (row === undefined) return { row, standing, told: [], isPossible }
  const tally = { counts: row.counts, found: row.findings }
  const readable = await readableRefs(tx, [...new Set(row.findings.flatMap(({ ids }) => ids))])
  return { row, standing, told: toldOf(tally, readable), isPossible }
}
