// What signing in does in the background.
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Jobs } from '#platform/jobs.ts'
import { CHANGE_EMAIL, endWait } from './address/change.ts'
import { TELL_DEVICE, tellDevice } from './entry/warn.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { SEND_INVITATION, sendInvitation } from './invitation/agents.ts'
import { REMIND_LOST, remindLost } from './lost/lost.ts'
import { FORGET_FACTORS, forgetFactors } from './lost/reset.ts'
import { sweepFederation } from './federation/queries.ts'
import { deleteOldChallenges } from './passkeys/queries.ts'
import { TELL_CLOSED } from './password/sign-in.ts'
import { MAIL_LINK, mailLink } from './password/sign-in-link.ts'
import { tellClosed } from './password/tell-closed.ts'

/**
 * `accounts.sweep`, once an hour: links and challenges that ended prove nothing any more.
 * `accounts.forget_factors`: a day after somebody in charge asked for it, three days after a resident did.
 * `accounts.remind_lost`: tells the resident again a day before.
 * `accounts.tell_password_closed`: too many failures in a row, told once.
 * `accounts.mail_sign_in_link`: a right password came from a network that tries many accounts.
 * `accounts.tell_device`: an account was opened from a device never seen.
 * `accounts.send_invitation`: the link by which an agent begins.
 * `accounts.change_email`: when the old address has had its week.
 */
export function jobs({ publicUrl, secret }: Pick<Config, 'publicUrl' | 'secret'>): Jobs {
  const writer: Writer = { site: { name: 'Parvis' }, origin: publicUrl }
  return {
    'accounts.sweep': (db) =>
      db.write(system, async (tx) => {
        await deleteOldChallenges(tx)
        await sweepFederation(tx)
      }),
    [FORGET_FACTORS]: forgetFactors(writer),
    [REMIND_LOST]: remindLost(writer),
    [TELL_CLOSED]: tellClosed(writer),
    [MAIL_LINK]: mailLink(writer, { secret }),
    [CHANGE_EMAIL]: endWait(writer),
    [SEND_INVITATION]: sendInvitation(writer),
    [TELL_DEVICE]: tellDevice(publicUrl),
  }
}
