// Inviting somebody to work in one's units: a row that whoever keeps the unit reads, a mail that a job sends, with a link good for two
// days. Whether the address has an account is learnt by whoever holds it, on the page of the link, and by nobody else.
import { checkGiven, isFull, keepers, NO_PLACE } from '#people'
import { mayEver } from '#platform/access.ts'
import { system } from '#platform/actor.ts'
import type { Listeners, Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { emit, eventById } from '#platform/ledger/events.ts'
import { isMailAddress } from '#platform/mail/message.ts'
import { mailIdOf, type OutgoingMail, queueMail } from '#platform/mail/outbox.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { ROLES } from '#platform/roles.ts'
import { capital } from '#platform/ui/french.ts'
import { actOf, signedTo, territory } from '#territory'
import { giveProof, goodUntil } from '../entry/proof.ts'
import {
  agentInvitationMail,
  collaboratorInvitationMail,
  electedInvitationMail,
  partnerInvitationMail,
} from './mails.ts'
import {
  endInvitation,
  holdInvitation,
  insertInvitation,
  invitationOfEvent,
  type InvitationRow,
  openInvitation,
  type PromisedPost,
  type SentInvitation,
  updatePromised,
} from './queries.ts'

export const SEND_INVITATION = 'accounts.send_invitation'

export const invitationListeners = {
  'invitation.made': [SEND_INVITATION],
  'invitation.sent_again': [SEND_INVITATION],
  'invitation.changed': [],
  'invitation.taken_back': [],
} satisfies Listeners

export interface NewInvitation {
  authorityId: number
  name: string
  email: string
  posts: readonly PromisedPost[]
}

/**
 * Invites somebody to hold these posts; the mail leaves with this transaction.
 * @returns its id
 * @throws NotFound for a unit that is none of theirs; BadInput on `email` when it is no address, or invited there already, on `role` when
 *   the agreement gives no place
 */
export async function inviteAgent(tx: Write, invited: NewInvitation): Promise<number> {
  const id = await promiseAgent(tx, invited)
  await tell(tx, 'invitation.made', id)
  return id
}

/** The same, told to nobody: for whoever tries it and takes it back. */
export async function promiseAgent(tx: Write, invited: NewInvitation): Promise<number> {
  for (const { unitId, role } of invited.posts) await checkGiven(tx, unitId, role)
  const email = addressIn(invited.email)
  const said = { ...invited, email, posts: [...invited.posts], memberId: null }
  return isNew(await insertInvitation(tx, said).catch(noPlace))
}

/** @throws BadInput on `email` */
export function addressIn(text: string): string {
  const email = text.trim()
  if (isMailAddress(email)) return email
  throw new BadInput([
    { field: 'email', message: 'Écrivez une adresse e-mail complète, par exemple nom@exemple.fr.' },
  ])
}

/** Its mail leaves. @throws BadInput on `email` when there is none: that address was invited already */
export async function told(tx: Write, id: number | null): Promise<number> {
  const made = isNew(id)
  await tell(tx, 'invitation.made', made)
  return made
}

function isNew(id: number | null): number {
  if (id !== null) return id
  throw new BadInput([
    { field: 'email', message: 'Cette adresse a déjà une invitation en attente dans la collectivité.' },
  ])
}

function noPlace(error: unknown): never {
  throw isFull(error) ? new BadInput([{ field: 'role', message: NO_PLACE }]) : error
}

export const tell = (tx: Write, name: keyof typeof invitationListeners, subjectId: number): Promise<number> =>
  emit(tx, { name, subjectKind: 'invitation', subjectId, payload: {} })

/** @throws NotFound when it is none of theirs, or open no more */
export async function invitationHeld(tx: Read, id: number): Promise<InvitationRow> {
  const row = mayEver(keepers, tx.actor) ? await openInvitation(tx, id) : undefined
  if (row === undefined || row.memberId !== null) throw new NotFound()
  for (const { unitId, role } of row.posts) await checkGiven(tx, unitId, role)
  return row
}

async function held(tx: Write, id: number): Promise<InvitationRow> {
  await holdInvitation(tx, { id })
  return invitationHeld(tx, id)
}

/** Changes what it promises while it waits; the link that was sent gives what stands then. @throws NotFound, BadInput on `role` */
export async function promisePosts(tx: Write, id: number, posts: readonly PromisedPost[]): Promise<void> {
  await held(tx, id)
  for (const { unitId, role } of posts) await checkGiven(tx, unitId, role)
  await tell(tx, 'invitation.changed', id)
  await updatePromised(tx, id, posts).catch(noPlace)
}

/** Sends the mail again, with another link: whichever is followed first serves. @throws NotFound */
export async function inviteAgain(tx: Write, id: number): Promise<InvitationRow> {
  const row = await held(tx, id)
  await tell(tx, 'invitation.sent_again', id)
  return row
}

/** The link gives nothing any more. @throws NotFound */
export async function takeBackInvitation(tx: Write, id: number): Promise<InvitationRow> {
  const row = await held(tx, id)
  await tell(tx, 'invitation.taken_back', id)
  if (!(await endInvitation(tx, id))) throw new NotFound()
  return row
}

/** The job: the link and its mail, once for each fact. */
export const sendInvitation =
  (writer: Writer): JobHandler =>
  (db, { eventId }) =>
    db.write(system, async (tx) => {
      const row = await invitationOfEvent(tx, Number(eventId))
      if (row === undefined || !row.isOpen) return
      const mail = await mailOf(tx, writer, row, Number(eventId))
      await queueMail(tx, { id: mailIdOf(`invitation:${Number(eventId)}`), to: row.email, ...mail })
    })

async function mailOf(
  tx: Write,
  writer: Writer,
  row: SentInvitation,
  eventId: number,
): Promise<Omit<OutgoingMail, 'to'>> {
  const place = await territory(tx)
  const { id: invitationId, name, email, authorityId, mandate } = row
  const authority = authorityId === null ? '' : place.authority(authorityId).name
  const token = await giveProof(tx, 'invitation', { email, payload: { invitationId, authority, name } })
  const link = `${writer.origin}/invitation?jeton=${token}`
  const until = goodUntil('invitation', tx, place.zone)
  if (mandate !== null) return collaboratorInvitationMail(writer, { ...mandate, link, until })
  const fact = await eventById(tx, eventId)
  const by =
    fact === undefined || authorityId === null
      ? authority
      : capital(await signedTo(tx, { authorityId }, actOf(fact)))
  const said = { authority, link, by, until }
  if (row.electedAs !== null) return electedInvitationMail(writer, { ...said, as: row.electedAs })
  if (row.partnerName !== null) return partnerInvitationMail(writer, { ...said, partner: row.partnerName })
  const does = row.posts.map(
    ({ unitId, role }) => `${ROLES[role].label} (${ROLES[role].does}), ${place.unit(unitId).name}`,
  )
  return agentInvitationMail(writer, { ...said, does })
}
