// SQL of who wrote versions, or let them be published.
import { type SqlBool, sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'

const isTheirs = (personId: number) => sql<SqlBool>`(author_id = ${personId} or reviewer_id = ${personId})`

/** The oldest first. */
export const writtenBy = (tx: Read, personId: number) =>
  tx.q
    .selectFrom('definitions.version')
    .select(['kind', 'id', 'version', 'created_at as createdAt'])
    .where(isTheirs(personId))
    .orderBy('created_at')
    .execute()

export async function forgetWriter(tx: Write, personId: number): Promise<void> {
  await sql`update definitions.version set author_id = nullif(author_id, ${personId}), reviewer_id = nullif(reviewer_id, ${personId})
    where ${isTheirs(personId)}`.execute(tx.q)
}
