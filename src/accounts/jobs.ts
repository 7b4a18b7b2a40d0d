// What accounts do in the background.
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Jobs } from '#platform/jobs.ts'
import { CHANGE_EMAIL, endWait } from './address/change.ts'
import { FORGET_FACTORS, forgetFactors } from './factors/reset.ts'
import { sweepFederation } from './federation/queries.ts'
import type { Writer } from './mails.ts'
import { deleteOldChallenges } from './passkeys/queries.ts'
import { deleteEnded } from './queries.session.ts'

/**
 * `accounts.sweep`, once an hour: ended sessions, links and challenges prove nothing any more.
 * `accounts.forget_factors`: a day after somebody in charge asked for it.
 * `accounts.change_email`: when the old address has had its week.
 */
export function jobs({ publicUrl }: Pick<Config, 'publicUrl'>): Jobs {
  const writer: Writer = { site: { name: 'Parvis' }, origin: publicUrl }
  return {
    'accounts.sweep': (db) =>
      db.write(system, async (tx) => {
        await deleteEnded(tx)
        await deleteOldChallenges(tx)
        await sweepFederation(tx)
      }),
    [FORGET_FACTORS]: forgetFactors(writer),
    [CHANGE_EMAIL]: endWait(writer),
  }
}
