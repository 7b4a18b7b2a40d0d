// A password no longer opens an account from elsewhere by itself, after too many failures in a row: its owner is told, once.
import { system } from '#platform/actor.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { closedMail } from './mails.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { accountById } from '#people'
import { PASSWORD } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'

/** Planned for addresses that nobody has too: then it does nothing. */
export function tellClosed(writer: Writer): JobHandler {
  return (db, payload) =>
    db.write(system, async (tx) => {
      const account = await accountById(tx, Number(payload.personId))
      if (account !== null) await warn(tx, account, writer, { kind: PASSWORD, mail: closedMail(writer) })
    })
}
