// Inviting an elected member: as an agent is, to be in one authority whom it knows already. Whether that member is theirs to invite is
// asked by whoever calls, and by the database.
import type { Write } from '#platform/db/db.ts'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import { NotFound } from '#platform/errors.ts'
import { addressIn, tell, told } from './agents.ts'
import {
  endInvitation,
  holdInvitation,
  insertInvitation,
  type InvitationRow,
  openInvitationOf,
} from './queries.ts'

export interface InvitedMember {
  authorityId: number
  memberId: number
  name: string
  email: string
}

/** One waits at a time. */
const REFUSALS: Refusals = {
  invitation_member: { field: 'email', message: 'Cette personne a déjà une invitation en attente.' },
}

/** @throws BadInput on `email` when it is no address, or when one of them is invited already */
export async function inviteMember(tx: Write, invited: InvitedMember): Promise<void> {
  const email = addressIn(invited.email)
  await told(tx, await inWords(insertInvitation(tx, { ...invited, email, posts: [] }), REFUSALS))
}

async function held(tx: Write, memberId: number): Promise<InvitationRow> {
  await holdInvitation(tx, { memberId })
  const row = await openInvitationOf(tx, memberId)
  if (row === undefined) throw new NotFound()
  return row
}

/** Another link: whichever is followed first serves. @throws NotFound */
export async function inviteMemberAgain(tx: Write, memberId: number): Promise<InvitationRow> {
  const row = await held(tx, memberId)
  await tell(tx, 'invitation.sent_again', row.id)
  return row
}

/** The link gives nothing any more. @throws NotFound */
export async function takeBackMember(tx: Write, memberId: number): Promise<void> {
  const { id } = await held(tx, memberId)
  await tell(tx, 'invitation.taken_back', id)
  if (!(await endInvitation(tx, id))) throw new NotFound()
}

/** Whoever was to sit nowhere any more is no more invited. */
export async function takeBackUnseated(tx: Write, memberId: number): Promise<void> {
  const row = await openInvitationOf(tx, memberId)
  if (row?.electedAs === '') await takeBackMember(tx, memberId)
}
