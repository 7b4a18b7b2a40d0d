// What a resident does on a request of theirs: it is read once, locked, and acted on in that transaction.
import { forgetDraft } from '../write/draft.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { territory } from '#territory'
import { stateOf, type Transition, workflowVersion } from '#workflows'
import { actOn } from '../act/act.ts'
import type { ActInput } from '../act/acting.ts'
import { GONE, type Held, holdToAct } from '../act/hold.ts'
import { possibleTransitions } from '../act/possible.ts'
import { requestAccess } from '../record/access.ts'
import { findRequest, type RequestRow } from '../record/queries.ts'
import { FOLLOW } from '../write/queries.ts'
import { type Writing, writingOf } from './view.ts'

/** A request and what its resident may do on it now. */
interface Open {
  request: RequestRow
  open: Transition[]
  writing: Writing | null
  /** The service waits for the resident’s answer. */
  isAsked: boolean
}

async function openOf(tx: Read, request: RequestRow): Promise<Open> {
  const workflow = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const open = possibleTransitions(workflow, request, tx.actor, tx.now, ['resident'])
  const writing = writingOf(open, request, await territory(tx))
  return { request, open, writing, isAsked: stateOf(workflow, request.state).owner === 'resident' }
}

/** What may be written now, whatever else the page shows. @throws NotFound for whoever may not write there */
export async function writingNow(tx: Read, ref: string): Promise<Open> {
  const request = await findRequest(tx, requestAccess['request.follow_act'] ?? [], ref)
  if (request === undefined) throw new NotFound(GONE.resident)
  return openOf(tx, request)
}

async function holdOpen(tx: Write, ref: string): Promise<Open & { held: Held }> {
  const held = await holdToAct(tx, ref, 'resident')
  return { held, ...(await openOf(tx, held.request)) }
}

/**
 * Sends what was written, by the transition that the state allows now; a simple message never reopens a request.
 * @returns the sentence shown next
 * @throws Conflict when it takes no message any more, or only one that reopens it
 */
export async function writeToService(
  tx: Write,
  ref: string,
  input: ActInput,
  mayReopen: boolean,
): Promise<string> {
  const { held, writing, request, isAsked } = await holdOpen(tx, ref)
  if (writing === null)
    throw new Conflict('La demande a changé entre-temps\u00a0: elle ne reçoit plus de message.')
  if (writing.reopens && !mayReopen)
    throw new Conflict(
      'La demande a été terminée entre-temps. Votre texte est gardé plus bas\u00a0: l’envoyer maintenant la rouvre.',
    )
  await actOn(tx, held, writing.transition.id, input)
  await forgetDraft(tx, request.id, FOLLOW)
  if (writing.reopens) return 'Votre demande est rouverte. Le service en est prévenu.'
  return isAsked
    ? 'Votre réponse est envoyée. Le délai a repris.'
    : 'Votre message est envoyé. Le service en est prévenu.'
}

/** Takes an act that is not written. @returns its label; null, and nothing done, when it is the one that is written */
export async function takeAct(
  tx: Write,
  ref: string,
  transitionId: string,
  reason: string,
): Promise<string | null> {
  const { held, writing, open } = await holdOpen(tx, ref)
  if (writing?.transition.id === transitionId) return null
  await actOn(tx, held, transitionId, { reason })
  return open.find(({ id }) => id === transitionId)?.label ?? ''
}
