// A request as its row says it, however it is reached.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import { type RequestRow, requestsWhere } from '../../src/requests/record/queries.ts'

export async function requestById(tx: Read, id: number): Promise<RequestRow | undefined> {
  const [row] = await requestsWhere(tx, sql<boolean>`r.id = ${id}`, 1)
  return row
}

export async function requestByRef(tx: Read, ref: string): Promise<RequestRow | undefined> {
  const [row] = await requestsWhere(tx, sql<boolean>`r.ref = ${ref}`, 1)
  return row
}
