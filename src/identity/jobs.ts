// Jobs of the provider: sessions that end, sign-outs to tell, keys that turn, what has expired.
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { JobHandler, Jobs } from '#platform/jobs.ts'
import { expireConsents } from './consent.ts'
import { turnKeys } from './keys.ts'
import { DELIVER_LOGOUT, deliverLogout, endSession } from './logout.ts'
import { deleteExpired } from './queries.artifact.ts'
import { deleteDeadLinks } from './queries.login.ts'

/** The job `identity.sweep`: expired codes and tokens, links to nothing, consents unused for a year. */
const sweep: JobHandler = async (db) => {
  await db.write(system, async (tx) => {
    // Expiry is counted by the engine's clock.
    await deleteExpired(tx, new Date())
    await deleteDeadLinks(tx)
  })
  await expireConsents(db)
}

export const jobsFor = (config: Config): Jobs => ({
  'identity.end_session': endSession,
  [DELIVER_LOGOUT]: deliverLogout(config),
  'identity.rotate_keys': turnKeys(config.secret),
  'identity.sweep': sweep,
})
