// Inviting a close collaborator: as an agent is, by the elected member who proposes the mandate. Whoever calls asks whether they may.
import type { Write } from '#platform/db/db.ts'
import { addressIn, told } from './agents.ts'
import { insertForMandate } from './queries.ts'

export interface InvitedCollaborator {
  mandateId: number
  name: string
  email: string
  /** The member. */
  invitedBy: number
}

/** The mail leaves with this transaction. @throws BadInput on `email` when it is no address */
export async function inviteCollaborator(tx: Write, invited: InvitedCollaborator): Promise<void> {
  await told(tx, await insertForMandate(tx, { ...invited, email: addressIn(invited.email) }))
}
