// SQL of the drafts of one person. Act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface HeldDraft {
  service: string
  startedAt: Date
  updatedAt: Date
  typed: unknown
}

/** Drafts not sent; one that was sent holds nothing more, one begun in a browser that they have not said to be theirs is not told. */
export async function draftsOfPerson(tx: Read, personId: number): Promise<HeldDraft[]> {
  const { rows } = await sql<HeldDraft>`
    select service_slug as service, created_at as "startedAt", updated_at as "updatedAt", answers -> 'raw' as typed
    from forms.draft where person_id = ${personId} and submitted_at is null and visitor_id is null order by created_at`.execute(
    tx.q,
  )
  return rows
}

/** Those not sent go; those that were sent are nobody's: their receipt was a page of the account. @returns how many went */
export async function eraseDraftsOf(tx: Write, personId: number): Promise<number> {
  const done = await sql`
    delete from forms.draft where person_id = ${personId} and submitted_at is null`.execute(tx.q)
  await sql`update forms.draft set person_id = null, visitor_id = null where person_id = ${personId}`.execute(
    tx.q,
  )
  return Number(done.numAffectedRows ?? 0n)
}
