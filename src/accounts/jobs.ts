// What accounts do in the background.
import { system } from '#platform/actor.ts'
import type { Jobs } from '#platform/jobs.ts'
import { deleteEnded } from './queries.session.ts'

/** `accounts.sweep`, once an hour: ended sessions and links prove nothing any more. */
export const jobs: Jobs = { 'accounts.sweep': (db) => db.write(system, deleteEnded) }
