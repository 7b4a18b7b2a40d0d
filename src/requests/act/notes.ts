// What agents write that the resident does not read: internal notes, and messages of a commune to the handler.
import { homeUnit } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { requestAccess } from '../record/access.ts'
import { digestOf, type NotedPayload } from '../record/events.ts'
import { noteOpening } from '../record/journal.ts'
import { SAME_MESSAGE_MS, say, wasSaid } from '#threads'
import { lockRequest, onRequest, type RequestRow, updateRequest } from '../record/queries.ts'

/**
 * Adds a note, or a message to the unit that handles the request; once, however often the form (`once`) is sent.
 * @returns the request it stands on
 * @throws NotFound when the actor may not see the request
 */
export async function noteRequest(
  tx: Write,
  ref: string,
  body: string,
  audience: 'note' | 'handler',
  fileIds: readonly string[] = [],
  once?: string,
): Promise<RequestRow> {
  const action = audience === 'note' ? 'request.note' : 'request.tell_handler'
  const request = await lockRequest(tx, requestAccess[action] ?? [], ref)
  if (request === undefined) throw new NotFound('Cette demande n’existe pas, ou ne vous concerne pas.')
  await noteOpening(tx, request)
  if (body.trim() === '')
    throw new BadInput([{ field: 'message', message: 'Écrivez quelque chose avant d’enregistrer.' }])
  const since = new Date(tx.now.getTime() - SAME_MESSAGE_MS)
  if (
    await wasSaid(tx, onRequest(request.id), {
      once,
      body: body.trim(),
      authorKind: 'agent',
      audience,
      since,
    })
  )
    return request
  const unitId = homeUnit(tx.actor)
  const messageId = await say(tx, onRequest(request.id), {
    authorKind: 'agent',
    authorId: tx.actor.personId,
    audience,
    unitId,
    body: body.trim(),
    once,
    fileIds,
  })
  const payload: NotedPayload = { messageId, digest: digestOf(body.trim()), audience }
  await emit(tx, {
    name: 'request.noted',
    subjectKind: 'request',
    subjectId: request.id,
    payload: { ...payload },
  })
  return request
}

type Reading = Pick<RequestRow, 'id' | 'handlerReadAt' | 'residentWroteAt'>

/** Did the resident write since those who handle the request last opened it? */
export const isUnread = ({ handlerReadAt, residentWroteAt }: Reading): boolean =>
  handlerReadAt === null || (residentWroteAt !== null && residentWroteAt > handlerReadAt)

/** The handler (or a manager of the unit) has opened the request: what the resident wrote is read. */
export const markRead = (tx: Write, { id }: Reading): Promise<void> =>
  updateRequest(tx, id, { handlerReadAt: tx.now })
