// One statement of the system, in one round trip and with no transaction to open: PostgreSQL commits it before it answers.
import type pg from 'pg'
import type { Database } from '../db/db.ts'
import { isUnavailable, Unavailable } from '../errors.ts'

/**
 * Sends it under the system’s account.
 * @param name under which it is prepared: one for each text
 */
export async function atOnce<R extends pg.QueryResultRow>(
  { systemPool }: Database,
  name: string,
  text: string,
  values: unknown[],
): Promise<R[]> {
  try {
    return (await systemPool.query<R>({ name, text, values })).rows
  } catch (error) {
    throw isUnavailable(error) ? new Unavailable() : error
  }
}
