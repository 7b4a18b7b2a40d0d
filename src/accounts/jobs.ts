// What accounts do in the background.
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Jobs } from '#platform/jobs.ts'
import { CHANGE_EMAIL, endWait } from './address/change.ts'
import { MAIL_ENDED } from './events.ts'
import { REMIND_LOST, remindLost } from './factors/lost.ts'
import { FORGET_FACTORS, forgetFactors } from './factors/reset.ts'
import { sweepFederation } from './federation/queries.ts'
import type { Writer } from './mails.ts'
import { closeOver, mailEnded } from './mandates/over.ts'
import { deletePassages } from './passage/queries.ts'
import { deleteOldChallenges } from './passkeys/queries.ts'
import { deleteEnded } from './queries.session.ts'
import { TELL_CLOSED } from './sign-in.ts'
import { MAIL_LINK, mailLink } from './sign-in-link.ts'
import { tellClosed } from './tell-closed.ts'

/**
 * `accounts.sweep`, once an hour: ended sessions, links and challenges prove nothing any more; mandates that ran out are closed.
 * `accounts.forget_factors`: a day after somebody in charge asked for it, three days after a resident did.
 * `accounts.remind_lost`: tells the resident again a day before.
 * `accounts.tell_password_closed`: too many failures in a row, told once.
 * `accounts.mail_sign_in_link`: a right password came from a network that tries many accounts.
 * `accounts.change_email`: when the old address has had its week.
 */
export function jobs({ publicUrl, secret }: Pick<Config, 'publicUrl' | 'secret'>): Jobs {
  const writer: Writer = { site: { name: 'Parvis' }, origin: publicUrl }
  return {
    'accounts.sweep': (db) =>
      db.write(system, async (tx) => {
        await deleteEnded(tx)
        await deletePassages(tx)
        await deleteOldChallenges(tx)
        await sweepFederation(tx)
        await closeOver(tx)
      }),
    [FORGET_FACTORS]: forgetFactors(writer),
    [REMIND_LOST]: remindLost(writer),
    [TELL_CLOSED]: tellClosed(writer),
    [MAIL_LINK]: mailLink(writer, { secret }),
    [CHANGE_EMAIL]: endWait(writer),
    [MAIL_ENDED]: mailEnded(writer),
  }
}
