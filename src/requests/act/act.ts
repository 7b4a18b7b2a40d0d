// Takes a transition of a request's workflow: the interpreter says what it gives, effects make it so, one event records it.
import type { Read, Write } from '#platform/db.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/events.ts'
import { catalogue } from '#services'
import { type Territory, territory } from '#territory'
import {
  applyTransition,
  type State,
  type Transition,
  TransitionRefused,
  type WorkflowDefinition,
  workflowVersion,
} from '#workflows'
import { requestAccess } from '../record/access.ts'
import { checkAsked } from './asked.ts'
import { Changed, changesSince, lastMove } from './changes.ts'
import { clockColumns, clocksWith, entriesAt } from '../record/clocks.ts'
import { noteOpening } from '../record/journal.ts'
import { findRequest, type RequestRow, updateRequest } from '../record/queries.ts'
import { wasSaid } from './queries.ts'
import { SAME_MESSAGE_MS } from '#threads'
import { say } from './say.ts'
import { kindsOf } from './planned.ts'
import type { Acting, ActInput, Acts } from './acting.ts'
import { rolesFor } from '../record/roles.ts'
import { contextFor } from './possible.ts'
import { effectsOf } from './effects.ts'

const GONE = 'Cette demande n’existe pas, ou ne vous concerne pas.'

/** The request, locked, when the actor may act on it: reading it is not enough. */
async function lockToAct(tx: Write, ref: string, as: Acts): Promise<RequestRow> {
  const action = as === 'resident' ? 'request.follow' : 'request.act'
  const request = await findRequest(tx, requestAccess[action] ?? [], ref, true)
  if (request !== undefined) return request
  const isRead =
    as === 'agent' && (await findRequest(tx, requestAccess['request.read'] ?? [], ref)) !== undefined
  throw isRead ? new Forbidden('Cette action n’est pas ouverte à votre rôle.') : new NotFound(GONE)
}

/**
 * Takes a transition. What was done already, by the same form, is not done again.
 * @returns the request as it stands then
 * @throws NotFound when the actor may not see the request; Forbidden or Conflict when the workflow refuses; Changed when
 * others acted since it was opened; BadInput when something asked is missing
 */
export async function act(
  tx: Write,
  ref: string,
  transitionId: string,
  input: ActInput,
  as: Acts,
): Promise<RequestRow> {
  const request = await lockToAct(tx, ref, as)
  if (await isDone(tx, request, input, as)) return request
  if (as === 'agent') await noteOpening(tx, request)
  const acting = await prepare(tx, request, transitionId, input, as)
  await checkAsked(acting)
  const change = await effectsOf(acting)
  const { place } = acting
  const kinds = kindsOf(acting)
  const clocks = await clocksWith(tx, place, { ...request, ...change }, entriesAt(tx.now, kinds, input.date))
  const whole = { ...change, ...clockColumns(clocks) }
  const moved = { ...request, ...whole }
  const payload = await say(acting, change, moved)
  // A resident keeps no promise: the clocks of what they do are written by the system (`refreshClocks`).
  await updateRequest(tx, request.id, as === 'resident' ? change : whole)
  await emit(tx, {
    name: 'request.moved',
    subjectKind: 'request',
    subjectId: request.id,
    payload: { ...payload },
  })
  return moved
}

async function isDone(tx: Write, { id }: RequestRow, input: ActInput, as: Acts): Promise<boolean> {
  const body = input.message?.trim() ?? ''
  if (as === 'system' || (input.once === undefined && body === '')) return false
  const since = new Date(tx.now.getTime() - SAME_MESSAGE_MS)
  return wasSaid(tx, id, { once: input.once, body, authorKind: as, audience: 'resident', since })
}

async function prepare(
  tx: Write,
  request: RequestRow,
  transitionId: string,
  input: ActInput,
  as: Acts,
): Promise<Acting> {
  const place = await territory(tx)
  const workflow = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const known = await catalogue(tx)
  const roles = rolesFor(tx.actor, request).filter((role) => (role === 'resident') === (as === 'resident'))
  const transition = workflow.transitions.find(({ id }) => id === transitionId)
  const next = await taken(tx, place, workflow, request, transitionId, contextFor(request, roles, tx.now))
  if (input.seen !== undefined) {
    const changes = await changesSince(tx, place, workflow, request, input.seen)
    if (changes.length > 0) throw new Changed(changes)
  }
  return {
    tx,
    place,
    workflow,
    request,
    transition: transition as Transition,
    next,
    input,
    as,
    templates: known.templates,
    service: known.service(request.serviceSlug)?.definition.title ?? request.subject,
  }
}

/** The state reached. What somebody did meanwhile is said when that is why it is refused. */
async function taken(
  tx: Write,
  place: Territory,
  workflow: WorkflowDefinition,
  request: RequestRow,
  transitionId: string,
  context: ReturnType<typeof contextFor>,
): Promise<State> {
  try {
    return applyTransition(workflow, request.state, transitionId, context).state
  } catch (error) {
    if (!(error instanceof TransitionRefused)) throw error
    if (error.reason === 'wrongState') throw new Conflict(await tooLate(tx, place, workflow, request))
    throw error.reason === 'tooLate' ? new Conflict(error.message) : new Forbidden(error.message)
  }
}

/** Why an act is no longer possible: who did what, and when. */
export async function tooLate(
  tx: Read,
  place: Territory,
  workflow: WorkflowDefinition,
  request: Pick<RequestRow, 'id'>,
): Promise<string> {
  const move = await lastMove(tx, place, workflow, request)
  const since = move === null ? '' : ` Dernier changement\u00a0: ${move}.`
  return `La demande a changé entre-temps\u00a0: cette action n’est plus possible.${since}`
}
