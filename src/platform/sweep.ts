// What the platform forgets with time: ended throttle windows, kept forms, mails that left long ago. Once an hour.
import { system } from './actor.ts'
import { sweepKept } from './http/keep.ts'
import type { JobHandler } from './jobs.ts'
import { sweepMails } from './mail/outbox.ts'
import { sweepThrottles } from './throttle.ts'

/** The recurring job `platform.sweep`. `keepMails`: the demonstration shows its mails for ever. */
export function sweepPlatform(options: { keepMails: boolean }): JobHandler {
  return (db) =>
    db.write(system, async (tx) => {
      await sweepThrottles(tx)
      await sweepKept(tx)
      if (!options.keepMails) await sweepMails(tx)
    })
}
