// Security events that no exchange tells by itself: from the code that sees them to the journal and the figures of the
// servers of this process (OWASP ASVS 5.0 V16.3). Never a name, an address or a network.
import { channel } from 'node:diagnostics_channel'
import type { Database } from '../db/db.ts'

export interface SecurityNote {
  /** Its name in the journal and the figures: `spraying`, many accounts tried, few times each. */
  event: string
  /** Accounts that failed… */
  accounts: number
  /** …in so many seconds, at least. */
  seconds: number
}

const notes = channel('parvis.security')

/** Tells the servers that work on that database. */
export function tellSecurity(db: Database, note: SecurityNote): void {
  notes.publish({ db, note })
}

/** Hears what is told of that database. @returns stops listening */
export function hearSecurity(db: Database, hear: (note: SecurityNote) => void): () => void {
  const listen = (message: unknown) => {
    const told = message as { db: Database; note: SecurityNote }
    if (told.db === db) hear(told.note)
  }
  notes.subscribe(listen)
  return () => {
    notes.unsubscribe(listen)
  }
}
