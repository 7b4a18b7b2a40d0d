// Inviting somebody to work for a partner of the pass: as an agent is, by whoever keeps the partner; the database asks whether they do.
import type { Write } from '#platform/db/db.ts'
import { addressIn, told } from './agents.ts'
import { insertForPartner } from './queries.ts'

export interface InvitedToPartner {
  authorityId: number
  partnerId: number
  isManager: boolean
  name: string
  email: string
}

/** The mail leaves with this transaction. @throws BadInput on `email` when it is no address, or is invited there already */
export async function inviteToPartner(tx: Write, invited: InvitedToPartner): Promise<void> {
  await told(tx, await insertForPartner(tx, { ...invited, email: addressIn(invited.email) }))
}
