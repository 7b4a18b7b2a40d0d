// SQL of lists: what was read at an address and when, and versions of tables that went lately.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Entry } from './definition.ts'
import type { Former } from './find.ts'
import type { Why } from './words.ts'

/** What is known of a list that is read at an address. */
export interface Reading {
  id: string
  /** The address and pointers by which it was read: others say another list. */
  source: string
  entries: readonly Entry[]
  /** What went from it lately, by value. */
  former: Readonly<Record<string, Former>>
  readAt: Date | null
  /** Why it was not read the last time; null: it was. */
  why: Why | null
  /** Readings that failed since the last good one. */
  failures: number
  nextAt: Date
}

const columns = sql`r.id, r.source, r.entries, r.former, r.read_at as "readAt", r.why, r.failures, r.next_at as "nextAt"`

export async function readings(tx: Read): Promise<ReadonlyMap<string, Reading>> {
  const { rows } = await sql<Reading>`select ${columns} from lists.reading r order by r.id`.execute(tx.q)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Keeps what a reading gave. As the system. */
export async function noteReading(
  tx: Write,
  { id, source, entries, former, readAt, why, failures, nextAt }: Reading,
): Promise<void> {
  await sql`insert into lists.reading (id, source, entries, former, read_at, why, failures, next_at)
    values (${id}, ${source}, ${JSON.stringify(entries)}::jsonb, ${JSON.stringify(former)}::jsonb, ${readAt}, ${why}, ${failures}, ${nextAt})
    on conflict (id) do update set source = excluded.source, entries = excluded.entries, former = excluded.former, read_at = excluded.read_at,
      why = excluded.why, failures = excluded.failures, next_at = excluded.next_at, edition = nextval('lists.edition')`.execute(
    tx.q,
  )
}

/** Forgets what was read for lists that are no longer. As the system. */
export async function dropReadings(tx: Write, kept: readonly string[]): Promise<void> {
  await sql`delete from lists.reading where not (id = any (${kept as string[]}))`.execute(tx.q)
}

/** A number that changes whenever a list is read. */
export async function readingsRevision(tx: Read): Promise<number> {
  const { rows } = await sql<{
    revision: string
  }>`select coalesce(max(edition), 0) as revision from lists.reading`.execute(tx.q)
  return Number(rows[0]?.revision ?? 0)
}
