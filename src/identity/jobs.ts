// Jobs of the provider: sessions that end, sign-outs to tell, keys that turn, what has expired.
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { JobHandler, Jobs } from '#platform/jobs.ts'
import { sweepTrials } from './console/trial.ts'
import { END_GRANTS } from './client/events.ts'
import { turnKeys } from './engine/keys.ts'
import { deliverLogout, endSession } from './engine/logout.ts'
import { deleteExpired } from './store/queries.artifact.ts'
import { clientThatReadsLess, deleteOfClient } from './store/queries.client.ts'
import { deleteDeadLinks } from './store/queries.login.ts'
import { DELIVER_LOGOUT } from './store/ending.ts'

/** The job `identity.sweep`: expired codes and tokens, links to nothing, trials of the console, consents unused for a year. */
const sweep: JobHandler = async (db) => {
  await db.write(system, async (tx) => {
    // Expiry is counted by the engine's clock.
    await deleteExpired(tx, new Date())
    await deleteDeadLinks(tx)
  })
  await sweepTrials(db)
}

/** A site may read less than before: what it was given before is void, and asked again at the next visit. */
const endGrants: JobHandler = (db, payload) =>
  db.write(system, async (tx) => {
    const clientId = await clientThatReadsLess(tx, Number(payload.eventId))
    if (clientId !== null) await deleteOfClient(tx, clientId)
  })

export const jobsFor = (config: Config): Jobs => ({
  'identity.end_session': endSession,
  [END_GRANTS]: endGrants,
  [DELIVER_LOGOUT]: deliverLogout(config),
  'identity.rotate_keys': turnKeys(config.secret),
  'identity.sweep': sweep,
})
