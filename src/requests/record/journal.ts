// The journal that residents read: an agent opened a request of theirs, or a file joined to it (platform/audit.ts).
import { type AccessKind, recordAccess } from '#platform/audit.ts'
import type { Write } from '#platform/db.ts'
import { closenessOf } from '#people'
import { requestOfFile } from './queries.ts'

/** What is opened: `residentId` null when nobody's account holds it. */
export interface Opened {
  ref: string
  residentId: number | null
  authorityId: number
}

/**
 * Notes the opening by the acting agent, whether they looked at the screen or acted from a list: who answers has read. The
 * resident's own reading, or a request without account, is nobody's news.
 */
export async function noteOpening(
  tx: Write,
  { ref, residentId, authorityId }: Opened,
  kind: Extract<AccessKind, 'request' | 'file'> = 'request',
): Promise<void> {
  const { actor } = tx
  const membership =
    actor.memberships.find((item) => item.authorityId === authorityId) ?? actor.memberships[0]
  if (residentId === null || actor.personId === null || membership === undefined) return
  await recordAccess(
    tx,
    {
      personId: residentId,
      kind,
      object: ref,
      purpose: 'demandes',
      actorId: actor.personId,
      authorityId: membership.authorityId,
      role: membership.role,
    },
    (all) => closenessOf(all, actor, residentId),
  )
}

/** Notes the opening of a file, when a request holds it. */
export async function noteFile(tx: Write, fileId: string): Promise<void> {
  const request = await requestOfFile(tx, fileId)
  if (request !== null) await noteOpening(tx, request, 'file')
}
