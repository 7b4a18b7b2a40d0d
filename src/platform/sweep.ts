// What the platform forgets by itself: ended throttle windows, kept forms. Once an hour. Personal data goes by the register.
import { system } from './actor.ts'
import { sweepKept } from './http/keep.ts'
import type { JobHandler } from './jobs.ts'
import { sweepThrottles } from './throttle.ts'

/** The recurring job `platform.sweep`. */
export const sweepPlatform: JobHandler = (db) =>
  db.write(system, async (tx) => {
    await sweepThrottles(tx)
    await sweepKept(tx)
  })
