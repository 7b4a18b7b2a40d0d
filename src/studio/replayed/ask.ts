// Asks that the last year be replayed under what is being written of a form.
import { randomUUID } from 'node:crypto'
import type { Write } from '#platform/db/db.ts'
import { startRun } from '#platform/runs/start.ts'
import { readForm } from '../written/read.ts'
import { REPLAY } from './run.ts'

const YEAR_MS = 365 * 86_400_000

/**
 * Long work of whoever asks.
 * @returns its id; null when nothing of a form that serves is being written
 * @throws NotFound when there is no such form
 */
export async function askReplay(tx: Write, id: string): Promise<number | null> {
  const { written, form } = await readForm(tx, id)
  if (written.draft === null || written.live === null) return null
  const since = new Date(tx.now.getTime() - YEAR_MS).toISOString()
  return startRun(tx, REPLAY, {
    ...{ form: id, title: form.title, edition: written.edition, key: randomUUID(), since },
  })
}
