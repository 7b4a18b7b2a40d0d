// SQL of what elected members read of requests: counts alone. PostgreSQL says to whom, and of how many (db/migrations/000740).
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

export interface Tally {
  /** null: kinds of which there are too few to be named. */
  category: string | null
  open: number
  late: number
  /** Open, and the authority's own to answer. */
  own: number
  received: number
  /** Received then, and solved or due. */
  answered: number
  /** Of these, in time. */
  kept: number
}

/**
 * Requests of that authority's territory, open or received in the thirty days before today, by category. Nothing for whoever is not
 * elected there, nor of fewer than five.
 */
export async function tally(tx: Read, authorityId: number): Promise<Tally[]> {
  const { rows } = await sql<Tally>`select * from requests.tally(${authorityId})`.execute(tx.q)
  return rows
}

/** What was asked for in the name of the member for whom whoever reads acts, the latest first; nothing to others. */
export interface AskedInName {
  ref: string
  subject: string
  serviceSlug: string
  serviceVersion: number
  receivedAt: Date
  closedAt: Date | null
  state: string
  workflowId: string
  workflowVersion: number
  authorityId: number
  unitId: number
  answerDueAt: Date | null
  answerDoneAt: Date | null
  solutionDueAt: Date | null
  /** « Nadia Terreaux, pour Hélène Saunier » */
  saidBy: string
}

export async function askedInName(tx: Read): Promise<AskedInName[]> {
  const { rows } =
    await sql<AskedInName>`select ref, subject, service_slug as "serviceSlug", service_version as "serviceVersion",
    received_at as "receivedAt", closed_at as "closedAt", state, workflow_id as "workflowId", workflow_version as "workflowVersion",
    authority_id as "authorityId", unit_id as "unitId", answer_due_at as "answerDueAt", answer_done_at as "answerDoneAt",
    solution_due_at as "solutionDueAt", said_by as "saidBy" from requests.asked_in_name()`.execute(tx.q)
  return rows
}
