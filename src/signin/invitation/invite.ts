// Inviting somebody to administer: a link, good once and for two days, that opens an account or gives a role to one.
import { system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { BadInput, Conflict } from '#platform/errors.ts'
import { isMailAddress } from '#platform/mail/message.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { territory } from '#territory'
import { giveProof, goodUntil } from '../entry/proof.ts'
import { cancelProofs } from '../entry/queries.proof.ts'
import { invitationMail } from './mails.ts'
import { countAdministrators } from './queries.ts'
import type { Writer } from '#platform/mail/writer.ts'

/** Is there somebody who administers the metropolis? Read as the system. */
export async function hasAdministrator(tx: Read): Promise<boolean> {
  return (await countAdministrators(tx)) > 0
}

/**
 * Invites the holder of an address to administer the metropolis, or another authority; what was sent to it before stops working.
 * @returns the link, which the mail holds too
 * @throws BadInput when that is no address, Conflict when no territory was imported
 */
export async function inviteAdministrator(
  db: Database,
  email: string,
  writer: Writer,
  authorityId?: number,
): Promise<{ link: string; authority: string }> {
  const address = email.trim()
  if (!isMailAddress(address))
    throw new BadInput([{ field: 'mail', message: `${email} n’est pas une adresse e-mail.` }])
  return db.write(system, async (tx) => {
    const place = await territory(tx)
    const authority = authorityId === undefined ? place.metropolis : place.authority(authorityId)
    const unit = place.unitsOf(authority.id).find(({ parentId }) => parentId === null)
    if (unit === undefined)
      throw new Conflict(
        'Le territoire n’est pas encore importé\u00a0: npm run import -- definitions, puis recommencez.',
      )
    await cancelProofs(tx, 'invitation', address)
    const token = await giveProof(tx, 'invitation', {
      email: address,
      payload: {
        posts: [{ unitId: unit.id, role: 'admin', from: null, to: null }],
        authority: authority.name,
      },
    })
    const link = `${writer.origin}/invitation?jeton=${token}`
    const { phone, email: mail } = place.metropolis.profile
    const contact = [phone, mail].filter((one) => one !== undefined).join(', ')
    const said = { authority: authority.name, link, until: goodUntil('invitation', tx, place.zone) }
    await queueMail(tx, {
      to: address,
      ...invitationMail(writer, { ...said, contact: contact === '' ? null : contact }),
    })
    return { link, authority: authority.name }
  })
}
