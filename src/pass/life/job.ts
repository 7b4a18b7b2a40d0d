// Once an hour: what days do to rights, places in line, cards and papers.
import { system } from '#platform/actor.ts'
import type { Jobs } from '#platform/jobs.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { todayThere } from '#territory'
import { endSupports } from './supports.ts'
import { live } from './tell.ts'

export const LIFE = 'pass.life'

export const jobs = (writer: Writer): Jobs => ({
  [LIFE]: (db) =>
    db.write(system, async (tx) => {
      await live(tx, writer)
      await endSupports(tx, writer, await todayThere(tx))
    }),
})
