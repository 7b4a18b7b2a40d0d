// The journal that residents read: an agent opened a request of theirs, or a file joined to it (platform/ledger/audit.ts).
import { type Actor, noter } from '#platform/actor.ts'
import { type Access, type AccessKind, isNoted, recordAccess } from '#platform/ledger/audit.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
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
    actorId: actor.by?.personId ?? actor.personId,
    authorityId: membership.authorityId,
    role: actor.by ? 'admin' : membership.role,
  }
}

/** Writes what a page leaves behind. */
export const leaveBehind = (db: Database, actor: Actor, work: (tx: Write) => Promise<void>): Promise<void> =>
  db.write(noter(actor), work)

/** Is there still something to note of its being opened by the acting agent? Asked by a page, which itself writes nothing. */
export async function isToBeNoted(tx: Read, opened: Opened): Promise<boolean> {
  const entry = entryOf(tx.actor, opened, 'request')
  return entry !== null && !(await isNoted(tx, entry))
}

/** Notes the opening by the acting agent, whether they looked at the screen or acted from a list: who answers has read. */
export async function noteOpening(
  tx: Write,
  opened: Opened,
  kind: OpenedKind = 'request',
  actor = tx.actor,
): Promise<void> {
  const entry = entryOf(actor, opened, kind)
  if (entry !== null)
    await recordAccess(tx, entry, (all) => closenessOf(all, { personId: entry.actorId }, entry.personId))
}

/** Notes that what one request says was shown elsewhere than on its own screen, to whoever may read it. */
export async function noteShown(tx: Write, ref: string): Promise<void> {
  const request = await findRequest(tx, requestAccess['request.read'] ?? [], ref)
  if (request !== undefined) await noteOpening(tx, request)
}

/** The same, of a page, which itself writes nothing. */
export async function leaveShown(db: Database, actor: Actor, ref: string): Promise<void> {
  const request = await db.read(actor, (tx) => findRequest(tx, requestAccess['request.read'] ?? [], ref))
  if (request !== undefined) await leaveBehind(db, actor, (tx) => noteOpening(tx, request, 'request', actor))
}

/** Notes the opening of a file, when a request holds it. */
export async function noteFile(tx: Write, fileId: string, actor: Actor): Promise<void> {
  const request = await requestOfFile(tx, fileId)
  if (request !== null) await noteOpening(tx, request, 'file', actor)
}
