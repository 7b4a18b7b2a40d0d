// What the platform forgets by itself: ended throttle windows, kept forms, files that a killed process was receiving. Once an hour. Personal data goes by the register.
import { system } from '../actor.ts'
import type { Config } from '../config.ts'
import { spoolFolder, sweepSpool } from '../files/spool.ts'
import { sweepKept } from '../http/keep.ts'
import type { JobHandler } from '../jobs.ts'
import { sweepThrottles } from './throttle.ts'

/** The recurring job `platform.sweep`. */
export function sweepPlatform(config: Pick<Config, 'dataFolder'>): JobHandler {
  return async (db) => {
    await db.write(system, async (tx) => {
      await sweepThrottles(tx)
      await sweepKept(tx)
    })
    await sweepSpool(spoolFolder(config), db.clock())
  }
}
