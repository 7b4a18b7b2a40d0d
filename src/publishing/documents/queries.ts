// SQL of the documents of contents: which edition names which is said by the editions themselves (000970).
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'

/** One that its file and an edition are to follow in the same transaction. @returns its id; refused by PostgreSQL for whoever may not */
export async function insertDocument(tx: Write, contentId: number): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`insert into publishing.document (content_id) values (${contentId}) returning id`.execute(tx.q)
  const [made] = rows
  if (made === undefined) throw new Error('a document was not kept')
  return made.id
}
