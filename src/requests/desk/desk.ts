// Everything the screen of one request shows an agent, loaded in one transaction.
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import type { EventRow } from '#platform/ledger/events.ts'
import type { Values } from '#platform/http/route.ts'
import { absentAmong, type Away, peopleOfUnits } from '#people'
import {
  type AnswerLine,
  answersSummary,
  askedByBoth,
  dangersIn,
  type FormDefinition,
  formVersion,
} from '#forms'
import type { TransitionInput } from '#platform/house/effect.ts'
import type { Calendar } from '#territory'
import { isRelayed } from '#services'
import { whoHandle } from '../act/asked.ts'
import { asPromised, calendarOf, clockEntries, type Clocks, clocksOf, delaysOf } from '../record/clocks.ts'
import { type Person, scopeOf, uniquePeople, viewLabel } from '../inbox/inbox.ts'
import type { Cursor } from '../inbox/filter.ts'
import { cursorOf, inboxRows, openByAssignee } from '../inbox/queries.ts'
import { otherRequestsOf } from './queries.ts'
import { type DeskDraft, deskDraftsOf } from '../write/queries.ts'
import type { ThreadFile } from '#threads'
import type { RequestRow } from '../record/queries.ts'
import { type SentFor, sentFor } from '../record/sent-for.ts'
import { saidOf, type ThreadItem, threadOf } from '../record/story.ts'
import { type SignedLine, signedLines } from '../signed/words.ts'
import { type NearRow, nearRows } from '../near/queries.ts'
import { type Opened, openRequest, offeredText } from './opened.ts'
import { ownAnswers } from '../record/words.ts'
import { lastLink, type LastLink } from '../relay/queries.ts'
import { readers, rolesFor } from '../record/readers.ts'
import { explained } from '../routed/why.ts'
import { showsContact, type Targets, targetsOf } from './targets.ts'

const NEAR_DAYS = 90
const NEAR_METRES = 150

export interface Desk extends Opened {
  colleagues: Colleague[]
  /** Where it may be handed over; null when it may not. */
  targets: Targets | null
  /** May this agent see how to reach the person? */
  showsContact: boolean
  /** Working-day clocks and the calendar they count in. */
  clocks: Clocks
  calendar: Calendar
  delays: { firstAnswer: number; solution: number }
  events: readonly EventRow[]
  thread: ThreadItem[]
  documents: readonly ThreadFile[]
  answers: AnswerLine[]
  /** Those whose questions the form of its service does not ask: it was filed under another. */
  originAnswers: AnswerLine[]
  /** What was signed with it. */
  signed: SignedLine[]
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
  /** Where it stands in the list it was opened from. */
  here: Cursor | undefined
  assignee: string | null
  /** The agent in charge is away: until when, and who stands in. */
  away: Away | null
  /** The commune has the desk: a word to it is read there. */
  communeReads: boolean
  /** The link by which its town hall answers, for whoever follows it from elsewhere. */
  link: LastLink | null
  /** The helper who sent it for somebody, or null. */
  sentFor: SentFor | null
  /** What this agent began to write here. */
  drafts: DeskDraft[]
  /** The templates as they would be inserted, by id. */
  texts: ReadonlyMap<string, string>
}

/** Somebody the request may be given to, with what they already have. */
interface Colleague extends Person {
  open: number
}

/** The whole screen. */
export async function deskOf(tx: Read, ref: string, values: Values): Promise<Desk> {
  const opened = await openRequest(tx, ref, values)
  const { request, place, workflow, service, back } = opened
  const form = await formVersion(tx, request.formId, request.formVersion)
  const near = service.nearMetres ?? NEAR_METRES
  const neighbours = await neighboursOf(tx, opened)
  const people = await peopleOfUnits(tx, [
    ...place.lineage(request.unitId),
    ...place.unitsOf(request.authorityId).map((unit) => unit.id),
  ])
  const said = await saidOf(tx, request)
  const delays = await delaysOf(tx, request, said.events)
  const asks = (what: TransitionInput) => opened.transitions.some((item) => item.asks?.includes(what))
  return {
    ...opened,
    ...neighbours,
    request: await explained(tx, place, request),
    colleagues: asks('agent') ? await withOpen(tx, whoHandle(people, place, request)) : [],
    targets: asks('target') ? await targetsOf(tx, place, request) : null,
    showsContact:
      !rolesFor(tx.actor, request).some((role) => role === 'handler' || role === 'manager') ||
      (await showsContact(tx, place, request)),
    nearMetres: near,
    clocks: asPromised(await clocksOf(tx, place, request, said.events), request, place.zone),
    calendar: calendarOf(place, request, said.events),
    delays: { firstAnswer: delays.firstAnswer.days, solution: delays.solution.days },
    events: said.events,
    thread: threadOf(said, place, workflow, 'agent'),
    documents: said.documents,
    ...(await answersOf(tx, opened, form, said.events)),
    signed: await signedLines(tx, form, request, place.zone, said.events),
    dangers: dangersIn(form, request.answers),
    near: await nearOf(tx, request, near),
    otherRequests: await otherRequestsOf(tx, request),
    readers: await readers.sentences(tx, request),
    backLabel: viewLabel(back.view, place),
    assignee:
      request.assigneeId === null
        ? null
        : (people.find((item) => item.personId === request.assigneeId)?.name ?? 'Un agent du service'),
    away:
      request.assigneeId === null
        ? null
        : ((await absentAmong(tx, request.authorityId, [request.assigneeId])).get(request.assigneeId) ??
          null),
    communeReads: !(await isRelayed(tx, request.communeId)),
    link: opened.roles.length > 0 || !opened.mayWrite ? null : await lastLink(tx, request.id),
    sentFor: await sentFor(tx, request),
    drafts: await deskDraftsOf(tx, request.id),
    texts: new Map(opened.templates.map((item) => [item.id, offeredText(tx, opened, item.text)])),
  }
}

async function answersOf(
  tx: Read,
  { request, place, known, roles }: Opened,
  form: FormDefinition,
  events: readonly EventRow[],
): Promise<Pick<Desk, 'answers' | 'originAnswers'>> {
  const said = ownAnswers(form, answersSummary(form, request.answers, place), request.description)
  // What is masked is whole for whoever handles it alone: others who read the request, or look as an agent, pay nobody.
  const handles = ownName(tx.actor) !== null && roles.some((role) => role === 'handler' || role === 'manager')
  const answers = handles ? said : said.map(({ entire: _whole, ...line }) => line)
  const live = known.service(request.serviceSlug)
  const { form: asks } = live?.definition ?? {}
  if (asks === undefined || !live?.formVersion || !events.some(({ name }) => name === 'request.corrected'))
    return { answers, originAnswers: [] }
  const right = await formVersion(tx, asks, live.formVersion)
  const asked = askedByBoth(form, right)
  const { kept = [], aside = [] } = Object.groupBy(answers, ({ fieldId }) =>
    asked.has(fieldId) ? 'kept' : 'aside',
  )
  return { answers: kept, originAnswers: aside }
}

/** People who may handle the request, the least busy visible at once. */
async function withOpen(tx: Read, people: Parameters<typeof uniquePeople>[0]): Promise<Colleague[]> {
  const open = await openByAssignee(
    tx,
    people.map((person) => person.personId),
  )
  return uniquePeople(people).map((person) => ({ ...person, open: open.get(person.id) ?? 0 }))
}

function nearOf(tx: Read, { id, category, lat, long }: RequestRow, metres: number): Promise<NearRow[]> {
  if (lat === null || long === null) return Promise.resolve([])
  const since = new Date(tx.now.getTime() - NEAR_DAYS * 86_400_000)
  return nearRows(tx, { category, lat, long }, { metres, since, except: id, limit: 5 })
}

type InList = Pick<Opened, 'request' | 'reach' | 'place' | 'back'>

/** Where the request stands in the list it was opened from: where it stood, once acted on. */
async function standing(tx: Read, { request, reach, place, back }: InList): Promise<Cursor | undefined> {
  const { communeOrder } = scopeOf(back, reach, place, tx.now)
  const stood = back.stood.find(({ id }) => id === request.id)
  return stood ?? cursorOf(tx, request.ref, back.sort, communeOrder)
}

/** The requests before and after this one in the list it was opened from; after it, none that was acted on since. */
export async function neighboursOf(
  tx: Read,
  opened: InList,
): Promise<{ previous: string | null; next: string | null; here: Cursor | undefined }> {
  const { reach, place, back } = opened
  const scope = scopeOf(back, reach, place, tx.now)
  const { sort } = back
  const here = await standing(tx, opened)
  if (here === undefined) return { previous: null, next: null, here }
  const beside = async (descending: boolean, done: ReadonlySet<number>) => {
    const slice = { sort: { ...sort, descending }, beyond: here, limit: done.size + 1 }
    return (await inboxRows(tx, scope, slice)).find(({ id }) => !done.has(id))?.ref ?? null
  }
  const acted = new Set([...back.stood.map(({ id }) => id), opened.request.id])
  return {
    here,
    previous: await beside(!sort.descending, new Set([opened.request.id])),
    next: await beside(sort.descending, acted),
  }
}

/** How often the solution clock paused since it last began, whether it began anew, and when a new date was last promised. */
export function clockStory(events: readonly EventRow[]): {
  /** When each pause began. */
  pauses: Date[]
  restarted: boolean
  promised: Date | null
} {
  const entries = clockEntries(events)
  const began = entries.findLastIndex((entry) => entry.kind === 'reopened' || entry.kind === 'restarted')
  return {
    pauses: entries.slice(began + 1).flatMap((entry) => (entry.kind === 'paused' ? entry.at : [])),
    promised: entries.findLast((entry) => entry.kind === 'promised')?.at ?? null,
    restarted: began >= 0,
  }
}
