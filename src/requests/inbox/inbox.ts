// One page of an agent's list, ready to show: rows, counts of the views, choices of the filters.
import type { Actor } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { one, type Values } from '#platform/http/route.ts'
import { absentAmong, type Away, peopleOfUnits } from '#people'
import { dangersIn, formVersion } from '#forms'
import { type Catalogue, catalogue } from '#services'
import { localDay, type Territory, territory } from '#territory'
import { type State, stateOf, workflowVersion } from '#workflows'
import { requestAccess } from '../record/access.ts'
import {
  type InboxFilter,
  type InboxPage,
  placesOf,
  readFilter,
  readPage,
  viewsOf,
  writeCursor,
} from './filter.ts'
import { communesFor, servicesFor } from './choices.ts'
import { type Plan, planNow } from '../record/words.ts'
import { findRequest } from '../record/queries.ts'
import { type InboxRow, type InboxScope, inboxCounts, inboxRows } from './queries.ts'
import { type Reach, reachOf } from './reach.ts'
import { readSearched } from './searched.ts'

/** Rows of one page. */
const PAGE_SIZE = 20

export type Due = { day: string | null; state: 'ok' | 'risk' | 'late' | 'done' | 'paused' | 'none' }

export interface InboxLine {
  row: InboxRow
  commune: string
  service: string
  state: Pick<State, 'label' | 'tone'>
  answer: Due
  solution: Due
  /** The visit that is planned. */
  plan: Plan | null
  /** Edge of the row: the worse of the two clocks; a visit whose day has passed is a risk. */
  edge: 'late' | 'risk' | null
  /** Who has it in hand. */
  unit: string
  /** Name of the agent in charge, when it is one whom this reader may know. */
  assignee: string | null
  /** Until which day the agent in charge is away; null when they are there. */
  awayUntil: string | null
  isAssigned: boolean
  /** What the person declared dangerous. */
  dangers: readonly string[]
  /** May this agent take it in one click? */
  takeable: boolean
}

export interface ViewLine {
  id: string
  label: string
  count: number | null
}

export interface Person {
  id: number
  name: string
}

export interface InboxView {
  filter: InboxFilter
  views: ViewLine[]
  current: ViewLine
  lines: InboxLine[]
  /** Requests of the current filter, or null when it looks beyond open requests. */
  total: number | null
  /** Cursors of the pages around. */
  previous: string | null
  next: string | null
  services: { slug: string; title: string }[]
  communes: { code: string; name: string }[]
  people: Person[]
  /** Does the list hold the requests of several units, so that each must say which? */
  manyUnits: boolean
  today: string
}

/** The words and numbers that the rows of a list need. */
interface Words {
  place: Territory
  known: Catalogue
  now: Date
}

export function scopeOf(filter: InboxFilter, reach: Reach, place: Territory, now: Date): InboxScope {
  const communeOrder = place.communes.map((area) => area.authorityId)
  const searched = readSearched(filter.words, place)
  return {
    filter,
    reach,
    searched,
    communeId: place.authorityByCode(filter.commune)?.id ?? null,
    communeOrder,
    today: localDay(now, place.zone),
  }
}

/** The reference typed exactly, when the actor may read that request. */
export async function exactReference(tx: Read, words: string): Promise<string | null> {
  if (!/^\d{4}-\d{5,6}$/.test(words)) return null
  return (await findRequest(tx, requestAccess['request.read'] ?? [], words))?.ref ?? null
}

/** The list an address asks for, as the actor may see it. */
export async function inboxOf(tx: Read, actor: Actor, values: Values): Promise<InboxView> {
  const place = await territory(tx)
  const known = await catalogue(tx)
  const reach = reachOf(actor, place)
  const { filter, counts } = await firstFull(tx, values, reach, place)
  const scope = scopeOf(filter, reach, place, tx.now)
  const views = viewsOf(reach).map((id) => ({ id, label: viewLabel(id, place), count: counts[id] ?? null }))
  const slice = await pageOf(tx, scope, readPage(values))
  // As for one request: those of its unit, and of the units above.
  const people = await peopleOfUnits(tx, [...new Set(reach.handled.flatMap((id) => place.lineage(id)))])
  const away = await awayFrom(tx, slice.rows, place)
  const words = { place, known, now: tx.now }
  return {
    filter,
    views,
    ...slice.links,
    total: counts.now ?? null,
    current: views.find((view) => view.id === filter.view) ?? {
      id: filter.view,
      label: 'Demandes',
      count: null,
    },
    lines: await Promise.all(slice.rows.map((row) => lineOf(tx, row, words, people, reach, away))),
    services: servicesFor(filter, slice.rows, reach, words),
    communes: communesFor(filter, reach, place),
    people: uniquePeople(people.filter(({ role }) => role === 'handler' || role === 'manager')),
    manyUnits: unitsOf(filter.view, reach) !== 1,
    today: localDay(tx.now, place.zone),
  }
}

/** Agents in charge who are away from the authority that handles, by request. */
async function awayFrom(
  tx: Read,
  rows: readonly { id: number; unitId: number; assigneeId: number | null }[],
  place: Territory,
): Promise<ReadonlyMap<number, Away>> {
  const found = new Map<number, Away>()
  for (const [authorityId, own] of Map.groupBy(rows, ({ unitId }) => place.unit(unitId).authorityId)) {
    const away = await absentAmong(
      tx,
      authorityId,
      own.flatMap(({ assigneeId }) => assigneeId ?? []),
    )
    for (const { id, assigneeId } of own) {
      const who = away.get(assigneeId ?? 0)
      if (who !== undefined) found.set(id, who)
    }
  }
  return found
}

/**
 * The list asked for, with its counts. Who asks for none opens the first place that holds something: a town hall's clerk
 * whose own desk is empty sees what concerns the commune.
 */
async function firstFull(tx: Read, values: Values, reach: Reach, place: Territory) {
  const known = viewsOf(reach)
  const countsOf = (filter: InboxFilter) => inboxCounts(tx, scopeOf(filter, reach, place, tx.now), known)
  const filter = readFilter(values, reach)
  const counts = await countsOf(filter)
  const isChosen = one(values, 'vue') !== '' || filter.words !== '' || (counts[filter.view] ?? 0) > 0
  const full = isChosen ? undefined : placesOf(reach).find((view) => (counts[view] ?? 0) > 0)
  if (full === undefined) return { filter, counts }
  const there = readFilter({ ...values, vue: full }, reach)
  return { filter: there, counts: await countsOf(there) }
}

/** The name of an agent or, when it is not visible here, that somebody has it. */
async function lineOf(
  tx: Read,
  row: InboxRow,
  words: Words,
  people: readonly { personId: number; name: string }[],
  reach: Reach,
  away: ReadonlyMap<number, Away>,
): Promise<InboxLine> {
  const { place, known, now } = words
  const waiting = row.stateKind === 'waiting'
  const answer = dueOf(
    { due: row.answerDueAt, risk: row.answerRiskAt, done: row.answerDoneAt, waiting: false },
    now,
    place.zone,
  )
  const solution = dueOf(
    { due: row.solutionDueAt, risk: row.solutionRiskAt, done: row.solutionDoneAt, waiting },
    now,
    place.zone,
  )
  const states = [answer.state, solution.state]
  const plan = planNow(row, localDay(now, place.zone))
  const name = people.find((item) => item.personId === row.assigneeId)?.name
  const isNew = row.stateKind === 'new' && row.assigneeId === null
  const workflow = await workflowVersion(tx, row.workflowId, row.workflowVersion)
  const form = await formVersion(tx, row.formId, row.formVersion)
  return {
    row,
    answer,
    solution,
    plan,
    commune: place.area(row.areaCode)?.name ?? '',
    unit: place.unit(row.unitId).name,
    service: known.service(row.serviceSlug)?.definition.shortTitle ?? row.serviceSlug,
    state: stateOf(workflow, row.state),
    edge: states.includes('late') ? 'late' : states.includes('risk') || plan?.isPassed ? 'risk' : null,
    assignee: name ?? null,
    awayUntil: away.get(row.id)?.until ?? null,
    isAssigned: row.assigneeId !== null,
    takeable: isNew && reach.teams.some((team) => team.below.includes(row.unitId)),
    dangers: dangersIn(form, row.answers),
  }
}

function dueOf(
  { due, risk, done, waiting }: { due: Date | null; risk: Date | null; done: Date | null; waiting: boolean },
  now: Date,
  zone: string,
): Due {
  if (done !== null) return { day: null, state: 'done' }
  if (due === null) return { day: null, state: waiting ? 'paused' : 'none' }
  const day = localDay(due, zone)
  if (due < now) return { day, state: 'late' }
  return { day, state: risk !== null && risk <= now ? 'risk' : 'ok' }
}

/** How many units the rows of a view may belong to; 0 when anybody's. */
function unitsOf(view: string, reach: Reach): number {
  const [kind, id] = view.split('-')
  if (kind === 'unite') return reach.teams.find((team) => team.unitId === Number(id))?.below.length ?? 0
  if (kind === 'autorite')
    return reach.desks.find((desk) => desk.authorityId === Number(id))?.units.length ?? 0
  return view === 'commune' || view === 'toutes' || view === 'transmises' ? 0 : reach.handled.length
}

async function pageOf(tx: Read, scope: InboxScope, { after, before }: InboxPage) {
  const { sort } = scope.filter
  const isBack = before !== null
  const found = await inboxRows(tx, scope, {
    sort: isBack ? { ...sort, descending: !sort.descending } : sort,
    beyond: before ?? after,
    limit: PAGE_SIZE + 1,
  })
  const more = found.length > PAGE_SIZE
  const rows = isBack ? found.slice(0, PAGE_SIZE).reverse() : found.slice(0, PAGE_SIZE)
  const edge = (row: InboxRow | undefined) =>
    row === undefined ? null : writeCursor({ key: row.sortKey, id: row.id })
  const hasPrevious = isBack ? more : after !== null
  const hasNext = isBack ? true : more
  return {
    rows,
    links: { previous: hasPrevious ? edge(rows[0]) : null, next: hasNext ? edge(rows.at(-1)) : null },
  }
}

const VIEW_LABELS: Record<string, string> = {
  moi: 'À moi',
  affecter: 'À affecter',
  retard: 'En retard',
  risque: 'À risque',
  attente: 'Attente usager',
  commune: 'Sur ma commune',
  transmises: 'Transmises',
  closes: 'Closes',
  toutes: 'Tout chercher',
}

/** Name of a view, in the column and as the title of its list. */
export function viewLabel(id: string, place: Territory): string {
  const [kind, of] = id.split('-')
  if (kind === 'unite') return place.unit(Number(of)).name
  if (kind === 'autorite') return place.authority(Number(of)).name
  return VIEW_LABELS[id] ?? id
}

export function uniquePeople(people: readonly { personId: number; name: string }[]): Person[] {
  return [...new Map(people.map(({ personId, name }) => [personId, { id: personId, name }])).values()]
}

/** As many as are chosen one by one. */
export const MOST_CHOSEN = 5 * PAGE_SIZE

/** References of the whole list, in its order. */
export async function listedRefs(
  tx: Read,
  actor: Actor,
  filter: InboxFilter,
  most: number,
): Promise<string[]> {
  const place = await territory(tx)
  const scope = scopeOf(filter, reachOf(actor, place), place, tx.now)
  const rows = await inboxRows(tx, scope, { sort: filter.sort, beyond: null, limit: most })
  return rows.map(({ ref }) => ref)
}

/** References chosen in a list: those that look like one, once each, a page of them at most. */
export function chosenRefs(values: Values): string[] {
  const given = values.ref === undefined ? [] : [values.ref].flat()
  return [...new Set(given.filter((ref) => /^\d{4}-\d{5,6}$/.test(ref)))].slice(0, MOST_CHOSEN)
}

/** Which act the selection asks for. */
export const bulkKind = (values: Values): string => one(values, 'faire')
