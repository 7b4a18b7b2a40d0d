// A request opened by an agent: what its screen and acting on it both need.
import { acting } from '#platform/actor.ts'
import { mayEver } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { Values } from '#platform/http/route.ts'
import {
  type Catalogue,
  catalogue,
  type ReplyTemplate,
  type ServiceDefinition,
  serviceVersion,
  templatesOfAuthority,
} from '#services'
import { type Territory, territory } from '#territory'
import {
  messageOf,
  speaks,
  type State,
  stateOf,
  type Transition,
  type WorkflowDefinition,
  type WorkflowRole,
  workflowVersion,
} from '#workflows'
import { requestAccess } from '../record/access.ts'
import type { RequestEffect } from '../act/effects/kind.ts'
import { type Held, holdToAct } from '../act/hold.ts'
import { type Back, returnFilter } from '../inbox/back.ts'
import { findRequest, type RequestRow } from '../record/queries.ts'
import { type Reach, reachOf } from '../inbox/reach.ts'
import { fillTemplate } from '../record/template.ts'
import { asShown } from '../act/variables.ts'
import { rolesFor } from '../record/readers.ts'
import { possibleTransitions } from '../act/possible.ts'

const AGENT_ROLES: readonly WorkflowRole[] = ['handler', 'manager', 'reception', 'observer']

/** The part of a request's screen that acting on it also needs. */
export interface Opened {
  request: RequestRow
  place: Territory
  known: Catalogue
  workflow: WorkflowDefinition
  state: State
  roles: WorkflowRole[]
  /** May this agent write something of it? A post that only reads does not. */
  mayWrite: boolean
  /** What this agent may do now, in the order of the workflow. */
  transitions: Transition[]
  templates: readonly ReplyTemplate[]
  /** What acts may cause. */
  effects: readonly RequestEffect[]
  service: ServiceDefinition
  reach: Reach
  /** The list it was opened from. */
  back: Back
}

/**
 * Opens a request for an agent.
 * @throws NotFound when it is absent or not theirs to read
 */
export async function openRequest(tx: Read, ref: string, values: Values): Promise<Opened> {
  const request = await findRequest(tx, requestAccess['request.read'] ?? [], ref)
  if (request === undefined) throw new NotFound('Cette demande n’existe pas, ou ne vous concerne pas.')
  return opened(tx, request, values)
}

/** Opens a request to act on it: locked, and read no more. @throws what `holdToAct` throws */
export async function openToAct(tx: Write, ref: string, values: Values): Promise<Opened & { held: Held }> {
  const held = await holdToAct(tx, ref, 'agent')
  return { ...(await opened(tx, held.request, values)), held }
}

async function opened(tx: Read, request: RequestRow, values: Values): Promise<Opened> {
  const place = await territory(tx)
  const workflow = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const known = await catalogue(tx)
  const reach = reachOf(tx.actor, place)
  const actor = acting(tx.actor)
  return {
    request,
    place,
    known,
    workflow,
    reach,
    roles: rolesFor(actor, request).filter((role) => AGENT_ROLES.includes(role)),
    mayWrite: mayEver(requestAccess['request.note'] ?? [], actor),
    transitions: possibleTransitions(workflow, request, actor, tx.now, AGENT_ROLES),
    state: stateOf(workflow, request.state),
    templates: templatesOfAuthority(known, request.authorityId),
    effects: tx.effects,
    service: await serviceVersion(tx, request.serviceSlug, request.serviceVersion),
    back: returnFilter(values, reach),
  }
}

/** The plain answer of a workflow: a message that leaves the request in its state. */
export function isReply(transition: Transition): boolean {
  return transition.to === 'same' && speaks(transition) && (transition.asks ?? []).includes('message')
}

/** A template with the request's own values; the agent who writes signs. */
export function filled(
  tx: Read,
  { request, place, service }: Pick<Opened, 'request' | 'place' | 'service'>,
  text: string,
): string {
  return fillTemplate(text, request, place, service.title, { agent: tx.actor.label })
}

/** The same before it is sent: what is left to write stands as « {la raison} », as errors and bulk messages say it. */
export const offeredText = (
  tx: Read,
  opened: Pick<Opened, 'request' | 'place' | 'service'>,
  text: string,
): string => filled(tx, opened, asShown(text))

/** The plain answer to the resident, when this agent may give it now. */
export const replyOf = ({ transitions }: Pick<Opened, 'transitions'>): Transition | undefined =>
  transitions.find(isReply)

/** Templates that suit a transition of this request: those made for its service first, then the others, by title. */
export function templatesFor(
  { templates, request }: Pick<Opened, 'templates' | 'request'>,
  transition: Transition,
): ReplyTemplate[] {
  const offered = messageOf(transition)?.template
  const suits = ({ id, services, transition: only }: ReplyTemplate) =>
    id === offered ||
    ((services === undefined || services.includes(request.serviceSlug)) && only === transition.id)
  const own = ({ services }: ReplyTemplate) => Number(services === undefined)
  return templates.filter(suits).toSorted((a, b) => own(a) - own(b))
}

/** May this agent only look, note and write to the service? */
export const isObserver = ({ roles }: Pick<Opened, 'roles'>): boolean =>
  roles.every((role) => role === 'observer')
