// Takes a transition of a request's workflow: the interpreter says what it gives, effects make it so, one event records it.
import type { Actor } from '#platform/actor.ts'
import type { Write } from '#platform/db.ts'
import { BadInput, Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/events.ts'
import { catalogue } from '#services'
import { type Territory, territory } from '#territory'
import {
  applyTransition,
  clockKinds,
  hasEffect,
  type State,
  stateOf,
  type Transition,
  TransitionRefused,
  transitionsFor,
  type WorkflowDefinition,
  type WorkflowRole,
  workflowVersion,
} from '#workflows'
import { requestAccess } from './access.ts'
import { recomputeClocks } from './clocks.ts'
import { digestOf, type MovedPayload } from './events.ts'
import {
  findRequest,
  insertDocument,
  insertMessage,
  type RequestChange,
  type RequestRow,
  sayAsAuthority,
  shareWith,
  updateRequest,
} from './queries.ts'
import { fillTemplate } from './template.ts'

/** What the person who acts has typed or chosen. */
export interface ActInput {
  message?: string
  reason?: string
  /** Person chosen as handler. */
  agentId?: number
  /** Unit the request is handed over to. */
  targetUnitId?: number
  /** Stored files of the actor, joined to the message. */
  fileIds?: string[]
}

const DAY_MS = 24 * 3600 * 1000

/** Roles the actor plays for this request, in the words of workflows. */
export function rolesFor(
  actor: Actor,
  request: Pick<RequestRow, 'id' | 'unitId' | 'authorityId' | 'communeId' | 'residentId'>,
): WorkflowRole[] {
  if (actor.kind === 'system') return ['system']
  const roles = new Set<WorkflowRole>()
  for (const { role, below, authorityId, commune } of actor.memberships) {
    if ((role === 'handler' || role === 'manager') && below.includes(request.unitId)) roles.add(role)
    if (role === 'reception' && authorityId === request.authorityId) roles.add('reception')
    if (commune && authorityId === request.communeId) roles.add('observer')
  }
  const isResident =
    (actor.personId !== null && actor.personId === request.residentId) || actor.codes.includes(request.id)
  if (isResident) roles.add('resident')
  return [...roles]
}

/** Facts a workflow's conditions may read. */
function factsOf(request: RequestRow) {
  return {
    ...request.answers,
    channel: request.channel,
    service: request.serviceSlug,
    reachable: request.contactEmail !== null,
  }
}

function contextFor(request: RequestRow, roles: readonly WorkflowRole[], now: Date) {
  const closedDaysAgo =
    request.closedAt === null ? null : Math.floor((now.getTime() - request.closedAt.getTime()) / DAY_MS)
  return { roles, facts: factsOf(request), closedDaysAgo }
}

/** The transitions this actor may take now, in the definition's order; `as` keeps those of some roles only. */
export function possibleTransitions(
  workflow: WorkflowDefinition,
  request: RequestRow,
  actor: Actor,
  now: Date,
  as?: readonly WorkflowRole[],
): Transition[] {
  const roles = rolesFor(actor, request).filter((role) => as === undefined || as.includes(role))
  return transitionsFor(workflow, request.state, contextFor(request, roles, now))
}

interface Acting {
  tx: Write
  place: Territory
  workflow: WorkflowDefinition
  request: RequestRow
  transition: Transition
  next: State
  input: ActInput
  as: Acts
}

/** On whose behalf one acts: an agent at the desk never acts as the resident, and the other way round. */
export type Acts = 'agent' | 'resident' | 'system'

/**
 * Takes a transition.
 * @throws NotFound when the actor may not see the request; Forbidden or Conflict when the workflow refuses; BadInput when something asked is missing
 */
export async function act(
  tx: Write,
  ref: string,
  transitionId: string,
  input: ActInput,
  as: Acts,
): Promise<RequestRow> {
  const relations = as === 'resident' ? requestAccess['request.follow'] : requestAccess['request.read']
  const request = await findRequest(tx, relations ?? [], ref, true)
  if (request === undefined) throw new NotFound('Cette demande n’existe pas, ou ne vous concerne pas.')
  const workflow = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const acting = prepare(tx, await territory(tx), workflow, request, transitionId, input, as)
  checkAsked(acting)
  const change = await effectsOf(acting)
  const payload = await say(acting, change)
  const moved = { ...request, ...change }
  await updateRequest(tx, request.id, change)
  await emit(tx, {
    name: 'request.moved',
    subjectKind: 'request',
    subjectId: request.id,
    payload: { ...payload },
  })
  await recomputeClocks(tx, acting.place, moved)
  return moved
}

function prepare(
  tx: Write,
  place: Territory,
  workflow: WorkflowDefinition,
  request: RequestRow,
  transitionId: string,
  input: ActInput,
  as: Acts,
): Acting {
  const roles = rolesFor(tx.actor, request).filter((role) => (role === 'resident') === (as === 'resident'))
  try {
    const { state } = applyTransition(
      workflow,
      request.state,
      transitionId,
      contextFor(request, roles, tx.now),
    )
    const transition = workflow.transitions.find((item) => item.id === transitionId) as Transition
    return { tx, place, workflow, request, transition, next: state, input, as }
  } catch (error) {
    if (!(error instanceof TransitionRefused)) throw error
    throw error.reason === 'wrongState' || error.reason === 'tooLate'
      ? new Conflict(error.message)
      : new Forbidden(error.message)
  }
}

const ASKED = {
  message: { field: 'message', message: 'Écrivez le message : la personne doit savoir ce qui se passe.' },
  reason: { field: 'reason', message: 'Dites pourquoi : le service qui reçoit la demande doit le savoir.' },
  agent: { field: 'agent', message: 'Choisissez l’agent chargé de la demande.' },
  target: { field: 'target', message: 'Choisissez le service à qui transmettre la demande.' },
} as const

function checkAsked({ transition, input, request, place }: Acting): void {
  const given = {
    message: input.message?.trim(),
    reason: input.reason?.trim(),
    agent: input.agentId,
    target: input.targetUnitId,
  }
  const missing = (transition.asks ?? []).filter((asked) => given[asked] === undefined || given[asked] === '')
  if (missing.length > 0) throw new BadInput(missing.map((asked) => ASKED[asked]))
  if (input.targetUnitId === undefined) return
  const known = place.authorities.some((authority) =>
    place.unitsOf(authority.id).some((unit) => unit.id === input.targetUnitId),
  )
  if (!known) throw new BadInput([ASKED.target])
  if (input.targetUnitId === request.unitId)
    throw new BadInput([{ field: 'target', message: 'La demande est déjà dans ce service.' }])
}

/** Columns that the transition changes, messages and clocks apart. */
async function effectsOf({
  tx,
  place,
  request,
  transition,
  next,
  input,
  workflow,
  as,
}: Acting): Promise<RequestChange> {
  const change: RequestChange = {
    state: next.id,
    stateKind: next.kind,
    stateSince: next.id === request.state ? request.stateSince : tx.now,
  }
  const has = (name: Parameters<typeof hasEffect>[1]) => hasEffect(transition, name)
  if (has('assignActor')) change.assigneeId = tx.actor.personId
  if (has('assignChosen')) change.assigneeId = input.agentId ?? null
  if (has('unassign')) change.assigneeId = null
  if (has('close') || stateOf(workflow, next.id).kind === 'done') change.closedAt = request.closedAt ?? tx.now
  if (has('reopen')) change.closedAt = null
  if (as === 'resident') change.residentWroteAt = tx.now
  if (as === 'agent') change.handlerReadAt = tx.now
  if (has('handOver') && input.targetUnitId !== undefined) {
    const unit = place.unit(input.targetUnitId)
    Object.assign(change, {
      unitId: unit.id,
      authorityId: unit.authorityId,
      assigneeId: null,
      handlerReadAt: null,
    })
    await shareWith(tx, request.id, request.unitId, 'handed-over')
  }
  return change
}

/** Writes what is said by the transition and gives the event's payload. */
async function say(
  { tx, place, request, transition, next, workflow, input, as }: Acting,
  change: RequestChange,
): Promise<MovedPayload> {
  const from = stateOf(workflow, request.state)
  const unitId = change.unitId ?? request.unitId
  const payload: MovedPayload = {
    clock: clockKinds(from, next, transition.effects),
    transition: transition.id,
    from: from.id,
    to: next.id,
    unitId,
  }
  if (change.assigneeId !== undefined) payload.assigneeId = change.assigneeId
  if (hasEffect(transition, 'notifyHandler')) payload.toHandler = true
  if (change.unitId !== undefined) payload.fromUnitId = request.unitId
  const reason = input.reason?.trim()
  const speaks = transition.effects.find((effect) => effect.name === 'messageResident')
  const asResident = as === 'resident'
  // A resident's reason is what they say; an agent's is a note to colleagues.
  const typed = input.message?.trim() || (asResident ? reason : '')
  if (reason && !asResident)
    payload.reasonId = await insertMessage(tx, request.id, {
      ...author(tx.actor),
      audience: 'note',
      unitId: request.unitId,
      body: reason,
    })
  if (typed) {
    const kind = asResident
      ? {
          authorKind: 'resident' as const,
          authorId: tx.actor.personId,
          authorLabel: tx.actor.by ? tx.actor.label : request.contactName,
        }
      : author(tx.actor)
    const audience = asResident || speaks !== undefined ? ('resident' as const) : ('note' as const)
    Object.assign(
      payload,
      await record(tx, request.id, { ...kind, audience, unitId, body: typed }, input.fileIds ?? []),
    )
    if (!asResident && speaks !== undefined) payload.toResident = true
  }
  if (speaks !== undefined && (!typed || asResident)) {
    const template = (await catalogue(tx)).templates.find((item) => item.id === speaks.template)
    if (template === undefined)
      throw new Error(`workflow ${workflow.id}: no reply template ${speaks.template}`)
    const body = fillTemplate(
      template.text,
      { ...request, ...change },
      place,
      await delaysText(tx, request),
      { agent: null, reason: reason ?? null },
    )
    // Whoever hands a request over says so, not whoever receives it.
    const sent = await record(
      tx,
      request.id,
      {
        authorKind: 'system',
        authorId: null,
        authorLabel: place.authority(request.authorityId).name,
        audience: 'resident',
        unitId: request.unitId,
        body,
      },
      [],
    )
    Object.assign(payload, sent, { toResident: true })
  }
  return payload
}

async function delaysText(tx: Write, request: RequestRow): Promise<string> {
  return (await catalogue(tx)).service(request.serviceSlug)?.definition.title ?? request.subject
}

function author(actor: Actor) {
  if (actor.kind === 'system')
    return { authorKind: 'system' as const, authorId: null, authorLabel: actor.label }
  return { authorKind: 'agent' as const, authorId: actor.personId, authorLabel: actor.label }
}

async function record(
  tx: Write,
  requestId: number,
  message: Parameters<typeof insertMessage>[2],
  fileIds: string[],
): Promise<{ messageId: number; digest: string }> {
  // A message of the system among somebody's acts: its words are ours, not theirs.
  const messageId =
    message.authorKind === 'system' && tx.actor.kind !== 'system'
      ? await sayAsAuthority(tx, requestId, message)
      : await insertMessage(tx, requestId, message)
  for (const fileId of fileIds) await insertDocument(tx, requestId, fileId, messageId, message.audience)
  return { messageId, digest: digestOf(message.body) }
}
