// Everything the follow-up page says of one request, read at once and in the resident's words.
import type { Noun } from '#platform/french/noun.ts'
import { findDraft } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type isInternal, receiversOf, serviceVersion, solutionWords } from '#services'
import { addDays, type Day, type Territory, territory, unitNoun } from '#territory'
import {
  hasEffect,
  type State,
  stateOf,
  type Transition,
  type WorkflowDefinition,
  workflowVersion,
} from '#workflows'
import { requestAccess } from '../record/access.ts'
import { dayOf } from '../record/clocks.ts'
import { findRequest, type RequestRow } from '../record/queries.ts'
import type { MessageRow } from '#threads'
import { type DeskDraft, messageDraft } from '../write/queries.ts'
import { draftIdOf, ratingOf } from './queries.ts'
import { type Standing, standingOf, titleOf } from './standing.ts'
import { type SentFor, sentFor } from '../record/sent-for.ts'
import { explained } from '../routed/why.ts'
import { saidOf, type ThreadFact, type ThreadMessage, threadOf } from '../record/story.ts'
import { type Plan, planNow } from '../record/words.ts'
import { ASK_RATING } from '../act/effects/ask-rating.ts'
import { REOPEN } from '../act/effects/reopen.ts'
import { GONE } from '../act/hold.ts'
import { ASKS_RATING, chosenOf } from '../settings/chosen.ts'
import { possibleTransitions } from '../act/possible.ts'

/** What the resident may write now: a message, an answer, or why it is not solved. */
export interface Writing {
  transition: Transition
  reopens: boolean
  /** Last whole day on which it may be sent. */
  until: Day | null
}

export interface ServiceInCharge {
  authority: string
  unit: Noun
  phone: string | null
  email: string | null
  address: string | null
  because: string
  /** It was handed over since. */
  moved: boolean
}

export type TakenUp = Pick<ServiceInCharge, 'authority' | 'unit'>

export interface FollowView {
  ref: string
  /** The service that it was sent under. */
  asked: Parameters<typeof isInternal>[0]
  title: string
  sentAt: Date
  /** The helper who sent it for somebody, or null. */
  sentFor: SentFor | null
  zone: string
  state: State
  standing: Standing
  /** The visit that is planned. */
  plan: Plan | null
  /** What the solution is called: « La réparation ». */
  solutionLabel: string
  place: { address: string; area: string }
  facts: ThreadFact[]
  messages: (ThreadMessage & { unit: string | null; byHelper: boolean })[]
  /** The question that waits for the resident. */
  question: MessageRow | null
  writing: Writing | null
  /** The last day on which they could have it opened again, once that has passed; and of which service it was. */
  missed: { day: Day; slug: string } | null
  /** What they have begun to write, and not sent. */
  draft: DeskDraft | undefined
  /** Other acts open to the resident now. */
  acts: Transition[]
  service: ServiceInCharge
  /** Who takes it up again, when it may be reopened and not by its service. */
  takenUp: TakenUp | null
  /** The answer may be rated; `score` once it was. */
  rating: { score: 'good' | 'middling' | 'bad' | null } | null
  /** The authority that answered, once it is over. */
  closedBy: number | null
  /** May it be attached to an account: now, once signed in, or not at all? */
  attach: 'now' | 'signIn' | null
  /** Address of the receipt, for whoever filled the form; null for others who hold the code. */
  receipt: string | null
}

/**
 * Reads the request as its resident, or as whoever holds its code.
 * @throws NotFound when the actor is neither: nothing says whether the request exists
 */
export async function followView(tx: Read, ref: string): Promise<FollowView> {
  const request = await findRequest(tx, requestAccess['request.follow'] ?? [], ref)
  if (request === undefined) throw new NotFound(GONE.resident)
  const place = await territory(tx)
  const workflow = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const service = await serviceVersion(tx, request.serviceSlug, request.serviceVersion)
  const state = stateOf(workflow, request.state)
  const thread = threadOf(await saidOf(tx, request), place, workflow, 'resident')
  const messages = thread.filter((item) => item.kind === 'message')
  const open = possibleTransitions(workflow, request, tx.actor, tx.now, ['resident'])
  const writing = writingOf(open, request, place)
  return {
    ref,
    asked: service,
    state,
    writing,
    missed: missedOf(workflow, open, request, place),
    draft: await messageDraft(tx, request.id),
    title: titleOf(request, place),
    sentAt: request.receivedAt,
    sentFor: await sentFor(tx, request),
    zone: place.zone,
    standing: standingOf(request, state, place, tx.now),
    plan: planNow(request, dayOf(place, tx.now)),
    solutionLabel: solutionWords(service),
    place: { address: request.placeAddress, area: place.area(request.areaCode)?.name ?? '' },
    facts: thread.filter((item) => item.kind === 'fact'),
    messages: messages.map((item) => ({
      ...item,
      unit: item.message.unitId === null ? null : place.unit(item.message.unitId).name,
      byHelper: item.message.authorKind === 'resident' && item.message.authorLabel !== request.contactName,
    })),
    question:
      state.owner === 'resident'
        ? (messages.findLast(({ message }) => message.authorKind !== 'resident')?.message ?? null)
        : null,
    acts: open.filter((item) => item.id !== writing?.transition.id),
    service: serviceOf(await explained(tx, place, request), place),
    takenUp: writing?.reopens ? await takenUpBy(tx, request, place) : null,
    rating:
      isRated(workflow, state) && (await chosenOf(tx, request, ASKS_RATING))
        ? { score: await ratingOf(tx, request.id) }
        : null,
    closedBy: request.closedAt !== null ? request.authorityId : null,
    attach: attachable(tx, request),
    receipt: await receiptOf(tx, request),
  }
}

/** A closed request is taken up by whoever receives today what its service would: nobody may work there any more. */
async function takenUpBy(tx: Read, request: RequestRow, place: Territory): Promise<TakenUp | null> {
  const { unitId, authorityId, areaCode } = request
  const receivers = await receiversOf(tx, place, [{ unitId, authorityId }], areaCode)
  const unit = receivers.get(unitId)
  if (unit === undefined || unit.id === unitId) return null
  return { unit: unitNoun(unit), authority: place.authority(unit.authorityId).name }
}

/** What the resident may write, among what is open to them. */
export function writingOf(
  open: readonly Transition[],
  { closedAt }: RequestRow,
  place: Territory,
): Writing | null {
  const transition = open.find((item) => item.asks?.includes('message'))
  if (transition === undefined) return null
  return { transition, reopens: hasEffect(transition, REOPEN), until: lastDayOf(transition, closedAt, place) }
}

const lastDayOf = ({ withinDays }: Transition, closedAt: Date | null, place: Territory): Day | null =>
  withinDays === undefined || closedAt === null ? null : addDays(dayOf(place, closedAt), withinDays)

function missedOf(
  { transitions }: WorkflowDefinition,
  open: readonly Transition[],
  { state, closedAt, serviceSlug: slug }: RequestRow,
  place: Territory,
): FollowView['missed'] {
  const reopening = transitions.find(
    (one) => one.from.includes(state) && one.who.includes('resident') && hasEffect(one, REOPEN),
  )
  if (reopening === undefined || open.includes(reopening)) return null
  const day = lastDayOf(reopening, closedAt, place)
  return day === null ? null : { day, slug }
}

function serviceOf(request: RequestRow, place: Territory): ServiceInCharge {
  const { profile, name } = place.authority(request.authorityId)
  const unit = place.unit(request.unitId)
  return {
    authority: name,
    unit: unitNoun(unit),
    phone: unit.phone ?? profile.phone ?? null,
    email: unit.email ?? profile.email ?? null,
    address: profile.address ?? null,
    because: request.routing.because,
    moved: request.unitId !== request.routing.unitId,
  }
}

/** Was this state reached by an act that asks for an opinion? A request that its resident withdrew asks for none. */
function isRated(workflow: WorkflowDefinition, state: State): boolean {
  return (
    state.kind === 'done' &&
    workflow.transitions.some((item) => item.to === state.id && hasEffect(item, ASK_RATING))
  )
}

function attachable({ actor }: Read, { id, residentId, contactEmail }: RequestRow): FollowView['attach'] {
  if (residentId !== null || contactEmail === null || !actor.codes.includes(id)) return null
  return actor.personId === null ? 'signIn' : 'now'
}

async function receiptOf(tx: Read, { id }: RequestRow): Promise<string | null> {
  const draftId = await draftIdOf(tx, id)
  const draft = draftId === null ? undefined : await findDraft(tx, draftId)
  return draft === undefined ? null : `/demarches/${draft.serviceSlug}/demande/${draft.id}/recu`
}
