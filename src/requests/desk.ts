// Everything the screen of one request shows an agent, loaded in one transaction.
import type { Read } from '#platform/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type EventRow, eventsOf } from '#platform/events.ts'
import type { Values } from '#platform/http/route.ts'
import { peopleOfUnits } from '#accounts'
import {
  type AnswerLine,
  answersSummary,
  CONTACT_ROLES,
  dangersIn,
  fieldsOf,
  type FormDefinition,
  formVersion,
} from '#forms'
import { catalogue, type ReplyTemplate, type ServiceDefinition, serviceVersion } from '#services'
import { type Calendar, type Territory, territory } from '#territory'
import {
  hasEffect,
  type State,
  stateOf,
  type Transition,
  type WorkflowDefinition,
  type WorkflowRole,
  workflowVersion,
} from '#workflows'
import { requestAccess } from './access.ts'
import { possibleTransitions, rolesFor } from './act.ts'
import { peopleWhoHandle } from './asked.ts'
import { clockEntries, type Clocks, clocksOf, delaysOf } from './clocks.ts'
import { filterQuery, type InboxFilter, returnFilter } from './filter.ts'
import { type Person, scopeOf, uniquePeople, viewLabel } from './inbox.ts'
import { cursorOf, inboxRows, openByAssignee } from './queries.inbox.ts'
import { type NearRow, nearRows, otherRequestsOf } from './queries.desk.ts'
import { type DeskDraft, deskDraftsOf } from './queries.draft.ts'
import { documentsOf, findRequest, type RequestRow, sharesOf } from './queries.ts'
import { type Reach, reachOf } from './reach.ts'
import { fillTemplate } from './template.ts'
import { type SentFor, sentFor } from './sent-for.ts'
import { showsContact, type Targets, targetsOf } from './targets.ts'
import { type ThreadItem, threadOf } from './thread.ts'

const AGENT_ROLES: readonly WorkflowRole[] = ['handler', 'manager', 'reception', 'observer']
const NEAR_DAYS = 90
const NEAR_METRES = 150

/** The part of a request's screen that acting on it also needs. */
export interface Opened {
  request: RequestRow
  place: Territory
  workflow: WorkflowDefinition
  state: State
  roles: WorkflowRole[]
  /** What this agent may do now, in the order of the workflow. */
  transitions: Transition[]
  templates: readonly ReplyTemplate[]
  service: ServiceDefinition
  reach: Reach
  /** The list it was opened from. */
  back: InboxFilter
  colleagues: Colleague[]
  /** Where it may be handed over; null when it may not. */
  targets: Targets | null
  /** May this agent see how to reach the person? */
  showsContact: boolean
}

/** Somebody the request may be given to, with what they already have. */
export interface Colleague extends Person {
  open: number
}

export interface Desk extends Opened {
  /** Working-day clocks and the calendar they count in. */
  clocks: Clocks
  calendar: Calendar
  delays: { firstAnswer: number; solution: number }
  events: EventRow[]
  thread: ThreadItem[]
  documents: Awaited<ReturnType<typeof documentsOf>>
  answers: AnswerLine[]
  /** What the person declared dangerous. */
  dangers: string[]
  near: NearRow[]
  nearMetres: number
  otherRequests: number
  /** Names of who can read it, in order of closeness. */
  readers: { name: string; why: string }[]
  backLabel: string
  previous: string | null
  next: string | null
  assignee: string | null
  /** The helper who sent it for somebody, or null. */
  sentFor: SentFor | null
  /** What this agent began to write here. */
  drafts: DeskDraft[]
  /** The templates as they would be inserted, by id. */
  texts: ReadonlyMap<string, string>
}

/**
 * Opens a request for an agent.
 * @throws NotFound when it is absent or not theirs to read
 */
export async function openRequest(tx: Read, ref: string, values: Values): Promise<Opened> {
  const request = await findRequest(tx, requestAccess['request.read'] ?? [], ref)
  if (request === undefined) throw new NotFound('Cette demande n’existe pas, ou ne vous concerne pas.')
  const place = await territory(tx)
  const workflow = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const reach = reachOf(tx.actor, place)
  const roles = rolesFor(tx.actor, request).filter((role) => AGENT_ROLES.includes(role))
  const transitions = possibleTransitions(workflow, request, tx.actor, tx.now, AGENT_ROLES)
  return {
    request,
    place,
    workflow,
    reach,
    roles,
    transitions,
    state: stateOf(workflow, request.state),
    templates: (await catalogue(tx)).templates,
    service: await serviceVersion(tx, request.serviceSlug, request.serviceVersion),
    back: returnFilter(values, reach),
    colleagues: transitions.some((item) => (item.asks ?? []).includes('agent'))
      ? await colleaguesOf(tx, place, request)
      : [],
    targets: transitions.some((item) => (item.asks ?? []).includes('target'))
      ? await targetsOf(tx, place, request)
      : null,
    showsContact:
      !roles.some((role) => role === 'handler' || role === 'manager') ||
      (await showsContact(tx, place, request)),
  }
}

/** People who may handle the request, the least busy visible at once. */
async function colleaguesOf(tx: Read, place: Territory, request: RequestRow): Promise<Colleague[]> {
  const people = await peopleWhoHandle(tx, place, request)
  const open = await openByAssignee(
    tx,
    people.map((person) => person.personId),
  )
  return uniquePeople(people).map((person) => ({ ...person, open: open.get(person.id) ?? 0 }))
}

/** The whole screen. */
export async function deskOf(tx: Read, ref: string, values: Values): Promise<Desk> {
  const opened = await openRequest(tx, ref, values)
  const { request, place, workflow, service, back } = opened
  const form = await formVersion(tx, request.formId, request.formVersion)
  const delays = await delaysOf(tx, request)
  const near = service.nearMetres ?? NEAR_METRES
  const neighbours = await neighboursOf(tx, opened)
  const people = await peopleOfUnits(
    tx,
    place.unitsOf(request.authorityId).map((unit) => unit.id),
  )
  return {
    ...opened,
    ...neighbours,
    nearMetres: near,
    clocks: await clocksOf(tx, place, request),
    calendar: place.calendarOf(request.unitId),
    delays: { firstAnswer: delays.firstAnswer.days, solution: delays.solution.days },
    events: await eventsOf(tx, 'request', request.id),
    thread: await threadOf(tx, place, workflow, request, 'agent'),
    documents: await documentsOf(tx, request.id),
    answers: ownAnswers(form, answersSummary(form, request.answers, place)),
    dangers: dangersIn(form, request.answers),
    near: await nearOf(tx, request, near),
    otherRequests: await otherRequestsOf(tx, request),
    readers: await readersOf(tx, opened),
    backLabel: viewLabel(back.view, place),
    assignee:
      request.assigneeId === null
        ? null
        : (people.find((item) => item.personId === request.assigneeId)?.name ?? 'Un agent du service'),
    sentFor: await sentFor(tx, request),
    drafts: await deskDraftsOf(tx, request.id),
    texts: new Map(opened.templates.map((item) => [item.id, filled(tx, opened, item.text)])),
  }
}

/** Answers that the screen shows nowhere else: the place and the person have their own panels. */
function ownAnswers(form: FormDefinition, lines: AnswerLine[]): AnswerLine[] {
  const elsewhere = fieldsOf(form).filter(
    ({ role, type }) =>
      role === 'place' || type === 'files' || (role !== undefined && CONTACT_ROLES.has(role)),
  )
  return lines.filter((line) => !elsewhere.some((field) => field.id === line.fieldId))
}

function nearOf(tx: Read, { id, category, lat, long }: RequestRow, metres: number): Promise<NearRow[]> {
  if (lat === null || long === null) return Promise.resolve([])
  const since = new Date(tx.now.getTime() - NEAR_DAYS * 86_400_000)
  return nearRows(tx, { category, lat, long }, { metres, since, except: id, limit: 5 })
}

/** The requests before and after this one in the list it was opened from. */
export async function neighboursOf(
  tx: Read,
  { request, reach, place, back }: Pick<Opened, 'request' | 'reach' | 'place' | 'back'>,
): Promise<{ previous: string | null; next: string | null }> {
  const scope = scopeOf(back, reach, place)
  const { sort } = back
  const here = await cursorOf(tx, request.ref, sort, scope.communeOrder)
  if (here === undefined) return { previous: null, next: null }
  const beside = async (descending: boolean) =>
    (await inboxRows(tx, scope, { sort: { ...sort, descending }, beyond: here, limit: 1 }))[0]?.ref ?? null
  return { previous: await beside(!sort.descending), next: await beside(sort.descending) }
}

async function readersOf(tx: Read, { request, place }: Opened): Promise<{ name: string; why: string }[]> {
  const unit = place.unit(request.unitId)
  const authority = place.authority(request.authorityId)
  const readers = [{ name: unit.name, why: `service chargé (${authority.name})` }]
  const above = place.lineage(request.unitId).slice(1)
  for (const id of above) readers.push({ name: place.unit(id).name, why: 'service au-dessus' })
  readers.push({ name: `Accueil, ${authority.name}`, why: 'répond aux usagers' })
  if (request.communeId !== request.authorityId)
    readers.push({
      name: place.authority(request.communeId).name,
      why: 'commune du lieu : lecture et échanges',
    })
  for (const { unitId, reason } of await sharesOf(tx, request.id)) {
    if (unitId === request.unitId || above.includes(unitId)) continue
    const why =
      { entered: 'a saisi la demande', 'handed-over': 'l’a transmise', shared: 'partagée' }[reason] ??
      'partagée'
    readers.push({ name: place.unit(unitId).name, why })
  }
  return readers
}

/** The plain answer of a workflow: a message that leaves the request in its state. */
export function isReply(transition: Transition): boolean {
  return (
    transition.to === 'same' &&
    hasEffect(transition, 'messageResident') &&
    (transition.asks ?? []).includes('message')
  )
}

/** May the request be given to this person? The list offered is the list accepted. */
export const isColleague = ({ colleagues }: Pick<Opened, 'colleagues'>, personId: number): boolean =>
  colleagues.some((person) => person.id === personId)

/** A template with the request's own values; the agent who writes signs. */
export function filled(
  tx: Read,
  { request, place, service }: Pick<Opened, 'request' | 'place' | 'service'>,
  text: string,
): string {
  return fillTemplate(text, request, place, service.title, { agent: tx.actor.label })
}

/** The plain answer to the resident, when this agent may give it now. */
export const replyOf = ({ transitions }: Pick<Opened, 'transitions'>): Transition | undefined =>
  transitions.find(isReply)

/** Templates that suit a transition of this request: those made for its service first, then the others, by title. */
export function templatesFor(
  { templates, request }: Pick<Opened, 'templates' | 'request'>,
  transition: Transition,
): ReplyTemplate[] {
  const offered = transition.effects.find((effect) => effect.name === 'messageResident')?.template
  const suits = ({ id, services, transition: only }: ReplyTemplate) =>
    id === offered ||
    ((services === undefined || services.includes(request.serviceSlug)) && only === transition.id)
  const own = ({ services }: ReplyTemplate) => Number(services === undefined)
  return templates.filter(suits).toSorted((a, b) => own(a) - own(b))
}

/** May this agent only look, note and write to the service? */
export const isObserver = ({ roles }: Pick<Opened, 'roles'>): boolean =>
  roles.every((role) => role === 'observer')

/** How often the solution clock paused, whether it began anew, and when a new date was last promised. */
export function clockStory(events: readonly EventRow[]): {
  pauses: number
  restarted: boolean
  promised: Date | null
} {
  const entries = clockEntries(events)
  return {
    pauses: entries.filter((entry) => entry.kind === 'paused').length,
    promised: entries.findLast((entry) => entry.kind === 'promised')?.at ?? null,
    restarted: entries.some((entry) => entry.kind === 'reopened' || entry.kind === 'restarted'),
  }
}

/** `?retour=…` to keep on every address of this screen; '' when there is nothing to keep. */
export function backQuery(back: InboxFilter): string {
  const query = filterQuery(back)
  return query === '' ? '' : `?retour=${encodeURIComponent(query)}`
}
