// The day that it is in the territory: what PostgreSQL calls `territory.day_of` (db/migrations/000932).
import type { Read } from '#platform/db/db.ts'
import { type Day, localDay } from './day.ts'
import { territory } from './territory.ts'

/** `YYYY-MM-DD`, by the clock of the transaction: days of terms, seats and posts begin and end by it. */
export const todayThere = async (tx: Read): Promise<Day> => localDay(tx.now, (await territory(tx)).zone)
