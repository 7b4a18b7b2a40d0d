// Whoever came from a directory and is there no more leaves the authority, as if somebody had said it on their screen.
import { agentLine, dayBefore, depart, keepers } from '#people'
import { openInvitation, takeBackInvitation } from '#signin'
import type { Read, Write } from '#platform/db/db.ts'
import { localDay, territory } from '#territory'
import type { Known } from './compare.ts'
import { forgetEntries } from './queries.ts'

/** Do they hold a post there, today or later? */
async function works(tx: Read, authorityId: number, personId: number): Promise<boolean> {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  const posts = (await agentLine(tx, keepers, personId))?.posts ?? []
  return posts.some(
    ({ unitId, to }) => place.unit(unitId).authorityId === authorityId && (to === null || to >= today),
  )
}

/**
 * What they have in charge goes back to their unit, and all of it is undone for a month; an invitation that waits is taken back.
 * @throws BadInput for the last administrator, or a departure that is set already
 */
export async function leave(
  tx: Write,
  authorityId: number,
  { entryId, personId, invitationId }: Known,
): Promise<void> {
  if (invitationId !== null && (await openInvitation(tx, invitationId)) !== undefined)
    await takeBackInvitation(tx, invitationId)
  if (personId !== null && (await works(tx, authorityId, personId)))
    await depart(tx, { personId, authorityId, lastDay: await dayBefore(tx), takers: {} })
  // Whoever undoes it decides otherwise than the directory: they are not closed again an hour later.
  await forgetEntries(tx, authorityId, [entryId])
}
