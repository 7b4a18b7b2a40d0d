// The journal that residents read: an agent opened a request of theirs, or a file joined to it (platform/ledger/audit.ts).
import type { Actor } from '#platform/actor.ts'
import { type Access, type AccessKind, isNoted, recordAccess } from '#platform/ledger/audit.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { closenessOf } from '#people'
import { requestAccess } from './access.ts'
import { findRequest, requestOfFile } from './queries.ts'

/** What is opened: `residentId` null when nobody's account holds it. */
export interface Opened {
  ref: string
  residentId: number | null
  authorityId: number
}

type OpenedKind = Extract<AccessKind, 'request' | 'file'>

/** What the journal says of it; null for the resident’s own reading, or a request without account: nobody's news. */
function entryOf(actor: Actor, { ref, residentId, authorityId }: Opened, kind: OpenedKind): Access | null {
  const membership =
    actor.memberships.find((item) => item.authorityId === authorityId) ?? actor.memberships[0]
  if (residentId === null || actor.personId === null || membership === undefined) return null
  return {
    personId: residentId,
    kind,
    object: ref,
    purpose: 'demandes',
    actorId: actor.personId,
    authorityId: membership.authorityId,
    role: membership.role,
  }
}

/** Is there still something to note of its being opened by the acting agent? Asked by a page, which itself writes nothing. */
export async function isToBeNoted(tx: Read, opened: Opened): Promise<boolean> {
  const entry = entryOf(tx.actor, opened, 'request')
  return entry !== null && !(await isNoted(tx, entry))
}

/** Notes the opening by the acting agent, whether they looked at the screen or acted from a list: who answers has read. */
export async function noteOpening(tx: Write, opened: Opened, kind: OpenedKind = 'request'): Promise<void> {
  const entry = entryOf(tx.actor, opened, kind)
  if (entry !== null) await recordAccess(tx, entry, (all) => closenessOf(all, tx.actor, entry.personId))
}

/** Notes that what one request says was shown elsewhere than on its own screen, to whoever may read it. */
export async function noteShown(tx: Write, ref: string): Promise<void> {
  const request = await findRequest(tx, requestAccess['request.read'] ?? [], ref)
  if (request !== undefined) await noteOpening(tx, request)
}

/** Notes the opening of a file, when a request holds it. */
export async function noteFile(tx: Write, fileId: string): Promise<void> {
  const request = await requestOfFile(tx, fileId)
  if (request !== null) await noteOpening(tx, request, 'file')
}
