// SQL of replays. What is counted is the system's to write; whoever drafts reads it.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Found, Tally } from './tally.ts'

export interface ReplayRow {
  edition: number
  since: Date
  state: 'going' | 'done' | 'outdated'
  total: number
  done: number
  counts: Tally['counts']
  findings: Found[]
  beganAt: Date
  beatAt: Date
}

/** Of the draft of that form; undefined when none was asked. */
export async function replayRow(tx: Read, form: string): Promise<ReplayRow | undefined> {
  const { rows } = await sql<ReplayRow>`select edition, since, state, total, done, counts, findings,
      began_at as "beganAt", beat_at as "beatAt" from studio.replay
    where kind = 'form' and id = ${form} and version = 0`.execute(tx.q)
  return rows[0]
}

interface Begun {
  key: string
  edition: number
  since: Date
  total: number
  tally: Tally
}

/** Takes the place of the one before. As the system. */
export async function beginReplay(tx: Write, form: string, begun: Begun): Promise<void> {
  const { key, edition, since, total, tally } = begun
  await sql`insert into studio.replay as r (kind, id, key, edition, since, state, total, done, counts, findings, began_at, beat_at)
    values ('form', ${form}, ${key}, ${edition}, ${since}, 'going', ${total}, 0, ${JSON.stringify(tally.counts)}, ${JSON.stringify(tally.found)}, ${tx.now}, ${tx.now})
    on conflict (kind, id, version) do update set key = excluded.key, edition = excluded.edition, since = excluded.since,
      state = 'going', total = excluded.total, done = 0, counts = excluded.counts, findings = excluded.findings,
      began_at = excluded.began_at, beat_at = excluded.beat_at`.execute(tx.q)
}

/** As the system. @returns false when another has taken its place, or the draft has gone */
export async function noteReplay(
  tx: Write,
  form: string,
  { key, state, more, tally }: { key: string; state: ReplayRow['state']; more: number; tally: Tally },
): Promise<boolean> {
  const { rows } = await sql`update studio.replay set state = ${state}, done = done + ${more},
      counts = ${JSON.stringify(tally.counts)}, findings = ${JSON.stringify(tally.found)}, beat_at = ${tx.now}
    where kind = 'form' and id = ${form} and version = 0 and key = ${key} returning id`.execute(tx.q)
  return rows.length > 0
}
