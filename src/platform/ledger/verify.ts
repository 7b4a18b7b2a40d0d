// Verifies the chains of events, and the journals of who opened whose file: every hash is recomputed from what the row says and from the row before.
import { sql } from 'kysely'
import { accessAnchorOf, accessEntriesOf, journalFault, peopleWithAccess } from './audit.ts'
import { system } from '../actor.ts'
import type { Database } from '../db/db.ts'
import { type EventRow, eventHash } from './events.ts'

interface ChainRow extends EventRow {
  subject: string
  /** The name of who acted was taken out, with the account: what is left still stands in its place. */
  isErased: boolean
  previousHash: Buffer | null
  hash: Buffer
  /** The last event of the subject that retention has forgotten; null: none was. */
  anchorSeq: number | null
  anchorHash: Buffer | null
}

export interface Broken {
  subject: string
  seq: number
  why: string
}

/** What stands for the name of a closed account (db/migrations/000054). */
const ERASED = 'Compte fermé'

/** Rows read at once: memory stays flat whatever the number of events. */
const BATCH = 5000

function faultOf(row: ChainRow, before: ChainRow | undefined): string | null {
  const first = before === undefined || before.subject !== row.subject
  const expected = first ? (row.anchorSeq ?? 0) + 1 : before.seq + 1
  if (row.seq !== expected) return `event ${expected} is missing`
  const previous = first ? row.anchorHash : before.hash
  if (
    previous === null
      ? row.previousHash !== null
      : row.previousHash === null || !previous.equals(row.previousHash)
  )
    return 'does not follow the event before it'
  if (row.isErased) return row.actorLabel === ERASED ? null : 'was erased and written again'
  return eventHash(previous, row).equals(row.hash) ? null : 'was changed after it was written'
}

async function batchAfter(db: Database, after: ChainRow | undefined): Promise<ChainRow[]> {
  return db.read(system, async (tx) => {
    const [kind, id] = after?.subject.split(':') ?? ['', '0']
    const { rows } =
      await sql<ChainRow>`select e.id, e.subject_kind || ':' || e.subject_id as subject, e.seq, e.name, e.at, e.actor_kind as "actorKind",
        e.actor_id as "actorId", e.actor_label as "actorLabel", e.payload, e.previous_hash as "previousHash", e.hash,
        e.erased_at is not null as "isErased", a.seq as "anchorSeq", a.hash as "anchorHash"
      from platform.event e left join platform.event_anchor a on a.subject_kind = e.subject_kind and a.subject_id = e.subject_id
      where (e.subject_kind, e.subject_id, e.seq) > (${kind}, ${Number(id)}, ${after?.seq ?? 0})
      order by e.subject_kind, e.subject_id, e.seq limit ${BATCH}`.execute(tx.q)
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

interface Head {
  subject: string
  /** null: nobody knows where the chain ended. */
  seq: number | null
  /** What the chain ends with: its last entry, or the last that retention has forgotten. */
  endSeq: number | null
}

function endFault({ seq, endSeq }: Head): string {
  if (seq === null) return 'is the last one left, and nothing says that it was the last one written'
  return endSeq === seq
    ? 'is not the entry that was written'
    : `is missing: the chain ends with ${endSeq ?? 'nothing'}`
}

/** Chains whose end is not where their entries left it: something was cut off, or put in its place. Heads are kept apart. */
export async function verifyHeads(db: Database): Promise<{ chains: number; broken: Broken[] }> {
  return db.read(system, async (tx) => {
    const { rows: counted } = await sql<{
      chains: number
    }>`select count(*)::int as chains from platform.chain_head`.execute(tx.q)
    const { rows } = await sql<Head>`
      with ends as (
        select subject_kind as chain, subject_id, seq, hash from platform.event
        union all select subject_kind, subject_id, seq, hash from platform.event_anchor
        union all select 'journal', person_id, seq, hash from platform.access_entry
        union all select 'journal', person_id, seq, hash from platform.access_anchor
      ), last as (select distinct on (chain, subject_id) chain, subject_id, seq, hash from ends order by chain, subject_id, seq desc)
      select chain || ':' || subject_id as subject, h.seq, l.seq as "endSeq"
      from (select * from platform.chain_head where chain <> 'ledger') h full join last l using (chain, subject_id)
      where l.seq is distinct from h.seq or l.hash <> h.hash order by 1`.execute(tx.q)
    const broken = rows.map((head) => ({
      subject: head.subject,
      seq: head.seq ?? head.endSeq ?? 0,
      why: endFault(head),
    }))
    return { chains: counted[0]?.chains ?? 0, broken }
  })
}

/** The history whole: every event follows the one before it, and every chain ends where it was left. */
export async function verifyHistory(
  db: Database,
): Promise<{ subjects: number; events: number; chains: number; broken: Broken[] }> {
  const { subjects, events, broken } = await verifyEvents(db)
  const heads = await verifyHeads(db)
  return { subjects, events, chains: heads.chains, broken: [...broken, ...heads.broken] }
}

/** People whose journals are read in one transaction. */
const PEOPLE = 500

/** Walks every journal of accesses. @returns how many, and the first entry of each that does not hold */
export async function verifyAccess(db: Database): Promise<{
  journals: number
  entries: number
  shortened: number
  broken: Broken[]
}> {
  const seen = { journals: 0, entries: 0, shortened: 0, broken: [] as Broken[] }
  let after = 0
  for (;;) {
    const people = await db.read(system, async (tx) => {
      const ids = await peopleWithAccess(tx, after, PEOPLE)
      for (const id of ids) {
        const entries = await accessEntriesOf(tx, id)
        const anchor = await accessAnchorOf(tx, id)
        const fault = journalFault(entries, anchor)
        if (anchor !== null) seen.shortened += 1
        if (fault !== null) seen.broken.push({ subject: `journal:${id}`, ...fault })
        seen.entries += entries.length
      }
      return ids
    })
    seen.journals += people.length
    after = people.at(-1) ?? after
    if (people.length < PEOPLE) return seen
  }
}
