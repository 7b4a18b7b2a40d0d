// Verifies the chains of events: every hash is recomputed from what the row says and from the row before.
import { sql } from 'kysely'
import { system } from './actor.ts'
import type { Database } from './db.ts'
import { type EventRow, eventHash } from './events.ts'

interface ChainRow extends EventRow {
  subject: string
  previousHash: Buffer | null
  hash: Buffer
}

export interface Broken {
  subject: string
  seq: number
  why: string
}

/** Rows read at once: memory stays flat whatever the number of events. */
const BATCH = 5000

function faultOf(row: ChainRow, before: ChainRow | undefined): string | null {
  const first = before === undefined || before.subject !== row.subject
  const expected = first ? 1 : before.seq + 1
  if (row.seq !== expected) return `event ${expected} is missing`
  const previous = first ? null : before.hash
  if (
    previous === null
      ? row.previousHash !== null
      : row.previousHash === null || !previous.equals(row.previousHash)
  )
    return 'does not follow the event before it'
  return eventHash(previous, row).equals(row.hash) ? null : 'was changed after it was written'
}

async function batchAfter(db: Database, after: ChainRow | undefined): Promise<ChainRow[]> {
  return db.read(system, async (tx) => {
    const [kind, id] = after?.subject.split(':') ?? ['', '0']
    const { rows } =
      await sql<ChainRow>`select id, subject_kind || ':' || subject_id as subject, seq, name, at, actor_kind as "actorKind",
        actor_id as "actorId", actor_label as "actorLabel", payload, previous_hash as "previousHash", hash
      from platform.event where (subject_kind, subject_id, seq) > (${kind}, ${Number(id)}, ${after?.seq ?? 0})
      order by subject_kind, subject_id, seq limit ${BATCH}`.execute(tx.q)
    return rows
  })
}

/** Walks every chain. @returns how many were walked, and each event that does not hold */
export async function verifyEvents(
  db: Database,
): Promise<{ subjects: number; events: number; broken: Broken[] }> {
  const broken: Broken[] = []
  let subjects = 0
  let events = 0
  let before: ChainRow | undefined
  for (;;) {
    const rows = await batchAfter(db, before)
    for (const row of rows) {
      if (row.subject !== before?.subject) subjects += 1
      const why = faultOf(row, before)
      if (why !== null) broken.push({ subject: row.subject, seq: row.seq, why })
      before = row
    }
    events += rows.length
    if (rows.length < BATCH) return { subjects, events, broken }
  }
}
