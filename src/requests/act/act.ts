// Takes a transition of a request's workflow: the interpreter says what it gives, effects make it so, one event records it.
import type { Write } from '#platform/db/db.ts'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { emit, eventsOf } from '#platform/ledger/events.ts'
import { catalogue, templatesOfAuthority } from '#services'
import { territory } from '#territory'
import { applyTransition, type State, type Transition, TransitionRefused, workflowVersion } from '#workflows'
import { checkAsked } from './asked.ts'
import { changeOf, changesNothing, marksOf } from './caused.ts'
import { Changed, changesSince, type Story, tooLate } from './changes.ts'
import { changedColumns, clocksOf, entriesAt } from '../record/clocks.ts'
import { noteOpening } from '../record/journal.ts'
import type { MovedPayload } from '../record/events.ts'
import { onRequest, type RequestChange, type RequestRow, updateRequest } from '../record/queries.ts'
import { type Held, holdToAct } from './hold.ts'
import { SAME_MESSAGE_MS, wasSaid } from '#threads'
import { say } from './say.ts'
import type { Acting, ActInput, Acts } from './acting.ts'
import { contextFor, rolesAs } from './possible.ts'

/** What an act did. */
export interface Acted {
  /** As it stands then. */
  request: RequestRow
  /** What its event says; null when it was done before. */
  said: MovedPayload | null
}

/** Takes a transition of the request of that reference, and throws, as `holdToAct` and `actOn` do. @returns the request as it stands then */
export async function act(
  tx: Write,
  ref: string,
  transitionId: string,
  input: ActInput,
  as: Acts,
): Promise<RequestRow> {
  return (await actOn(tx, await holdToAct(tx, ref, as), transitionId, input)).request
}

/**
 * Takes a transition of a request that is held. What was done already, by the same form or as it stands, is not done again.
 * @throws Forbidden or Conflict when the workflow refuses; Changed when others acted since it was opened; BadInput when something
 * asked is missing
 */
export async function actOn(tx: Write, held: Held, transitionId: string, input: ActInput): Promise<Acted> {
  const { request, as } = held
  if (await isDone(tx, request, input, as)) return { request, said: null }
  if (as === 'agent') await noteOpening(tx, request)
  const acting = await prepare(tx, held, transitionId, input)
  await checkAsked(acting)
  if (changesNothing(acting)) return { request, said: null }
  const change = await changeOf(acting)
  const { place, events } = acting
  const added = entriesAt(tx.now, marksOf(acting), input.date)
  const before = await clocksOf(tx, place, request, events)
  const after = await clocksOf(tx, place, { ...request, ...change }, events, added)
  const promised = { ...change, ...changedColumns(before, after) }
  const said = await say(acting, change, { ...request, ...promised })
  const whole = { ...promised, ...untold(said, tx.now) }
  const moved = { ...request, ...whole }
  // A resident keeps no promise: the clocks of what they do are written by the system (`settle`).
  await updateRequest(tx, request.id, as === 'resident' ? change : whole)
  await emit(tx, {
    name: 'request.moved',
    subjectKind: 'request',
    subjectId: request.id,
    payload: { ...said },
  })
  return { request: moved, said }
}

/** A message that no mail carries: the person is to be told, or was. Whoever is mailed is told. */
export const untold = (
  { toResident, unmailed, told }: Pick<MovedPayload, 'toResident' | 'unmailed' | 'told'>,
  now: Date,
): RequestChange =>
  toResident === true ? { untoldSince: unmailed === true && told === undefined ? now : null } : {}

async function isDone(tx: Write, { id }: RequestRow, input: ActInput, as: Acts): Promise<boolean> {
  const body = input.message?.trim() ?? ''
  if (as === 'system' || (input.once === undefined && body === '')) return false
  const since = new Date(tx.now.getTime() - SAME_MESSAGE_MS)
  return wasSaid(tx, onRequest(id), {
    once: input.once,
    body,
    authorKind: as === 'link' ? 'system' : as,
    audience: 'resident',
    since,
  })
}

async function prepare(
  tx: Write,
  { request, as }: Held,
  transitionId: string,
  input: ActInput,
): Promise<Acting> {
  const place = await territory(tx)
  const workflow = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const known = await catalogue(tx)
  const events = await eventsOf(tx, 'request', request.id)
  const roles = rolesAs(as, tx.actor, request)
  const transition = workflow.transitions.find(({ id }) => id === transitionId)
  const story = { place, workflow, events, known }
  const next = taken(story, request, transitionId, contextFor(request, roles, tx.now))
  if (input.seen !== undefined) {
    const changes = changesSince(story, input.seen, tx.actor.personId)
    if (changes.length > 0) throw new Changed(changes)
  }
  return {
    tx,
    place,
    workflow,
    events,
    request,
    transition: transition as Transition,
    next,
    input,
    as,
    templates: templatesOfAuthority(known, request.authorityId),
    service: known.service(request.serviceSlug)?.definition.title ?? request.subject,
  }
}

/** The state reached. What somebody did meanwhile is said when that is why it is refused. */
function taken(
  story: Story,
  request: RequestRow,
  transitionId: string,
  context: ReturnType<typeof contextFor>,
): State {
  try {
    return applyTransition(story.workflow, request.state, transitionId, context).state
  } catch (error) {
    if (!(error instanceof TransitionRefused)) throw error
    if (error.reason === 'wrongState') throw new Conflict(tooLate(story))
    throw error.reason === 'tooLate' ? new Conflict(error.message) : new Forbidden(error.message)
  }
}
