// Everything the screen of one request shows an agent, loaded in one transaction.
import type { Read } from '#platform/db.ts'
import { type EventRow, eventsOf } from '#platform/events.ts'
import type { Values } from '#platform/http/route.ts'
import { peopleOfUnits } from '#people'
import {
  type AnswerLine,
  answersSummary,
  CONTACT_ROLES,
  dangersIn,
  fieldsOf,
  type FormDefinition,
  formVersion,
} from '#forms'
import type { Calendar } from '#territory'
import { clockEntries, type Clocks, clocksOf, delaysOf } from '../record/clocks.ts'
import { scopeOf, viewLabel } from '../inbox/inbox.ts'
import { cursorOf, inboxRows } from '../inbox/queries.ts'
import { otherRequestsOf } from './queries.ts'
import { type DeskDraft, deskDraftsOf } from '../write/queries.ts'
import { documentsOf, type RequestRow } from '../record/queries.ts'
import { type SentFor, sentFor } from '../record/sent-for.ts'
import { type ThreadItem, threadOf } from '../record/story.ts'
import { type NearRow, nearRows } from '../near/queries.ts'
import { type Opened, openRequest, filled } from './opened.ts'
import { readersOf } from '../record/roles.ts'

const NEAR_DAYS = 90
const NEAR_METRES = 150

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
    answers: ownAnswers(form, answersSummary(form, request.answers, place), request.description),
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

/** Answers that the screen shows nowhere else: the place, the person and their words have their own panels. */
function ownAnswers(form: FormDefinition, lines: AnswerLine[], description: string): AnswerLine[] {
  const elsewhere = fieldsOf(form).filter(
    ({ role, type }) =>
      role === 'place' || type === 'files' || (role !== undefined && CONTACT_ROLES.has(role)),
  )
  const isSaid = ({ value }: AnswerLine) => typeof value === 'string' && value.trim() === description.trim()
  return lines.filter((line) => !isSaid(line) && !elsewhere.some((field) => field.id === line.fieldId))
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
