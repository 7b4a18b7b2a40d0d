// A password no longer opens an account from elsewhere by itself, after too many failures in a row: its owner is told, once.
import { system } from '#platform/actor.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { closedMail } from './mails.ts'
import { accountById, type Writer, writeTo } from '#people'

/** Planned for addresses that nobody has too: then it does nothing. */
export function tellClosed(writer: Writer): JobHandler {
  return (db, payload) =>
    db.write(system, async (tx) => {
      const account = await accountById(tx, Number(payload.personId))
      if (account !== null) await writeTo(tx, account.email, closedMail(writer))
    })
}
