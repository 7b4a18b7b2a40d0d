// SQL of a request that is sent.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { type RequestRow, COLUMNS } from '../record/queries.ts'

/** The request that a draft of the actor's became. */
export async function requestOfDraft(tx: Read, draftId: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`select ${COLUMNS} from requests.of_draft(${draftId}) r`.execute(tx.q)
  return rows[0]
}

/** The next id and reference of a year. */
export async function nextIds(tx: Write, year: number): Promise<{ id: number; ref: string }> {
  const { rows } = await sql<{ id: number; ref: string }>`
    select nextval(pg_get_serial_sequence('requests.request', 'id')) as id, requests.next_ref(${year}) as ref`.execute(
    tx.q,
  )
  return rows[0] as { id: number; ref: string }
}

/** What a new request says; states and clocks are set by the verb. */
export type NewRequest = Omit<
  RequestRow,
  | 'closedAt'
  | 'residentWroteAt'
  | 'handlerReadAt'
  | 'untoldSince'
  | 'plannedDay'
  | 'answerDoneAt'
  | 'solutionDoneAt'
  | 'assigneeId'
  | 'readLanguage'
> & {
  draftId: string | null
}

/**
 * Writes a new request, and the right of whoever sends it to follow it (db/migrations/000400).
 * @returns its tracking code, drawn by the database; null when the same draft was already sent
 */
export async function sendRow(tx: Write, row: NewRequest): Promise<string | null> {
  const columns = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
  const { rows } = await sql<{ code: string | null }>`
    select requests.send(${JSON.stringify(columns)}::jsonb, ${tx.now}) as code`.execute(tx.q)
  return rows[0]?.code ?? null
}
