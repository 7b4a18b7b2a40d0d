// The lists of the desk: one statement for a page of rows, one for every count. Written for a million requests and more:
// each unit or commune within reach is read in the order of an index and stops at a page, then the pages are merged.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { requestAccess } from '../record/access.ts'
import type { Answers } from '#forms'
import { type Cursor, type InboxFilter, looksBeyondOpen, type Sort, type SortBy } from './filter.ts'
import { FOLLOW } from '../write/queries.ts'
import type { Reach } from './reach.ts'
import type { Searched, Digits } from './searched.ts'
import type { Channel } from '../record/channel.ts'
import type { StateKind } from '#workflows'

/** Ids that filters need and an address does not hold. */
export interface InboxScope {
  filter: InboxFilter
  reach: Reach
  /** Authority of the commune chosen, or null. */
  communeId: number | null
  /** The words of the filter, understood. */
  searched: Searched
  /** Ids of communes in French order: the order of the sort by commune. */
  communeOrder: readonly number[]
  /** The day of the territory. */
  today: string
}

export interface InboxRow {
  id: number
  ref: string
  subject: string
  description: string
  placeAddress: string
  areaCode: string
  serviceSlug: string
  channel: Channel
  workflowId: string
  workflowVersion: number
  unitId: number
  state: string
  stateKind: StateKind
  assigneeId: number | null
  receivedAt: Date
  answerDueAt: Date | null
  answerRiskAt: Date | null
  answerDoneAt: Date | null
  solutionDueAt: Date | null
  solutionRiskAt: Date | null
  solutionDoneAt: Date | null
  unread: boolean
  /** Is the person to be told otherwise than by mail? */
  untold: boolean
  /** The day of the visit, `YYYY-MM-DD`. */
  plannedDay: string | null
  /** What a form may say of a danger is in its answers. */
  answers: Answers
  formId: string
  formVersion: number
  /** Has the actor begun to write on it? */
  hasDraft: boolean
  /** Key of the current sort, for cursors. */
  sortKey: string
}

type Condition = RawBuilder<unknown>
const all = (conditions: readonly Condition[]): Condition =>
  sql.join(conditions.length > 0 ? conditions : [sql`true`], sql` and `)
const ints = (ids: readonly number[]) => sql`${ids as number[]}::integer[]`

// Written as constants, not parameters: the partial indexes of open requests are then proved to apply.
const STATE: Record<InboxFilter['state'], Condition> = {
  ouvertes: sql`r.state_kind <> 'done'`,
  nouvelles: sql`r.state_kind <> 'done' and r.state_kind = 'new'`,
  'en-cours': sql`r.state_kind <> 'done' and r.state_kind = 'active'`,
  'en-attente': sql`r.state_kind <> 'done' and r.state_kind = 'waiting'`,
  closes: sql`r.state_kind = 'done'`,
  toutes: sql`true`,
  prevenir: sql`r.untold_since is not null`,
}

const isLate = (now: Date) => sql`r.next_due_at < ${now}`
const isAtRisk = (now: Date) => sql`(r.next_risk_at <= ${now} and r.next_due_at >= ${now})`

const mayRead = (tx: Read): Condition => allowedRows(requestAccess['request.read'] ?? [], tx.actor, 'r')

/** What the filters and the view ask of a row that may be read, its place in the reach apart. */
function filters(tx: Read, { filter, reach, communeId, today }: InboxScope): Condition[] {
  const { view, service, commune, state, channel, delay, agent } = filter
  const found: Condition[] = [STATE[state]]
  if (view === 'affecter') found.push(sql`r.assignee_id is null`)
  if (view === 'retard' || delay === 'retard') found.push(isLate(tx.now))
  if (view === 'risque' || delay === 'risque') found.push(isAtRisk(tx.now))
  if (delay === 'jour')
    found.push(sql`r.state_kind <> 'done' and r.state_kind = 'active' and r.planned_day < ${today}`)
  if (view === 'attente') found.push(sql`r.state_kind = 'waiting'`)
  if (service !== '') found.push(sql`r.service_slug = ${service}`)
  if (commune !== '') found.push(communeId === null ? sql`false` : sql`r.commune_id = ${communeId}`)
  if (channel !== '') found.push(sql`r.channel = ${channel}`)
  if (agent === 'moi') found.push(sql`r.assignee_id = ${reach.me}`)
  else if (agent === 'personne') found.push(sql`r.assignee_id is null`)
  else if (agent !== '') found.push(sql`r.assignee_id = ${Number(agent)}`)
  return found
}

interface Arm {
  column: 'unit_id' | 'commune_id' | 'assignee_id'
  ids: readonly number[]
}

/** Where the rows of a view may be: index by index. `handedOver`: with what the agent's units handed over. */
function armsOf(view: string, reach: Reach): { arms: Arm[]; handedOver: boolean } {
  const [kind, id] = view.split('-')
  if (kind === 'unite')
    return {
      arms: [{ column: 'unit_id', ids: reach.teams.find((team) => team.unitId === Number(id))?.below ?? [] }],
      handedOver: false,
    }
  if (kind === 'autorite')
    return {
      arms: [
        { column: 'unit_id', ids: reach.desks.find((desk) => desk.authorityId === Number(id))?.units ?? [] },
      ],
      handedOver: false,
    }
  if (view === 'moi') return { arms: [{ column: 'assignee_id', ids: [reach.me] }], handedOver: false }
  if (view === 'commune') return { arms: [{ column: 'commune_id', ids: reach.communes }], handedOver: false }
  if (view === 'transmises') return { arms: [], handedOver: true }
  const handled: Arm = { column: 'unit_id', ids: reach.handled }
  if (view !== 'toutes') return { arms: [handled], handedOver: false }
  return { arms: [handled, { column: 'commune_id', ids: reach.communes }], handedOver: true }
}

/** How long a request handed over stays in the lists of the unit that had it: search finds it later. */
const HANDED_OVER_DAYS = 180

const handedOverSince = (tx: Read) => new Date(tx.now.getTime() - HANDED_OVER_DAYS * 86_400_000)

function handedOverIds(tx: Read, reach: Reach): Condition {
  return sql`select a.request_id from requests.access a
    where a.unit_id = any (${ints(reach.handled)}) and a.reason = 'handed-over' and a.since > ${handedOverSince(tx)}`
}

/** The same places as one condition on `r`. Words look among all that may be read. */
function placeCondition(tx: Read, view: string, reach: Reach): Condition {
  if (view === 'toutes') return sql`true`
  const { arms, handedOver } = armsOf(view, reach)
  const parts = arms.map(
    ({ column, ids }): Condition => sql`r.${sql.raw(column)} = any (${ids as number[]}::bigint[])`,
  )
  if (handedOver) parts.push(sql`r.id in (${handedOverIds(tx, reach)})`)
  return sql`(${sql.join(parts, sql` or `)})`
}

function sortKey(by: SortBy, communeOrder: readonly number[]): Condition {
  if (by === 'recue') return sql`r.received_at`
  if (by === 'reference') return sql`r.id`
  return by === 'commune'
    ? sql`array_position(${ints(communeOrder)}, r.commune_id)::bigint`
    : sql`r.next_due_at`
}

const isInstant = (by: SortBy) => by === 'recue' || by === 'reponse'

// Instants travel as microseconds: JavaScript dates would lose some, and rows with them.
function keyValue(by: SortBy, key: string): Condition {
  if (!isInstant(by)) return key === 'infinity' ? sql`0::bigint` : sql`${key}::bigint`
  return key === 'infinity'
    ? sql`'infinity'::timestamptz`
    : sql`('epoch'::timestamptz + ${key}::bigint * interval '1 microsecond')`
}

const keyText = (by: SortBy) =>
  isInstant(by)
    ? sql`case when isfinite(k.key) then ((extract(epoch from k.key) * 1000000)::bigint)::text else 'infinity' end`
    : sql`k.key::text`

interface Slice {
  sort: Sort
  /** Rows strictly beyond this one, in the direction of the sort. */
  beyond: Cursor | null
  limit: number
}

function keysOf(tx: Read, scope: InboxScope, { sort, beyond, limit }: Slice): Condition {
  const key = sortKey(sort.by, scope.communeOrder)
  const direction = sort.descending ? sql`desc` : sql`asc`
  const edge =
    beyond === null
      ? []
      : [
          sql`(${key}, r.id) ${sort.descending ? sql`<` : sql`>`} (${keyValue(sort.by, beyond.key)}, ${beyond.id})`,
        ]
  const where = [...filters(tx, scope), mayRead(tx), ...edge]
  const take = (from: Condition, more: readonly Condition[]) =>
    sql`select ${key} as key, r.id from ${from} where ${all([...more, ...where])} order by ${key} ${direction}, r.id ${direction} limit ${limit}`
  const { filter, reach } = scope
  if (filter.words !== '') {
    const most = isWordsAlone(filter) && beyond === null ? limit : FOUND_AT_MOST
    return take(sql`requests.request r join (${found(tx, scope.searched, most)}) f (id) on f.id = r.id`, [
      placeCondition(tx, filter.view, reach),
    ])
  }
  const { arms, handedOver } = armsOf(filter.view, reach)
  const branches = arms
    .filter((arm) => arm.ids.length > 0)
    .map(
      ({ column, ids }) =>
        sql`select a_k.* from unnest(${ids as number[]}::bigint[]) as a (id) cross join lateral (${take(sql`requests.request r`, [sql`r.${sql.raw(column)} = a.id`])}) a_k`,
    )
  if (handedOver)
    branches.push(
      sql`select s_k.* from (${take(sql`requests.request r`, [sql`r.id in (${handedOverIds(tx, reach)})`])}) s_k`,
    )
  return branches.length === 0
    ? sql`select null::timestamptz as key, 0::bigint as id where false`
    : sql.join(branches, sql` union `)
}

/** Of the newest that hold the words, as many as are looked at when a filter, a sort or a page before leaves some of them out. */
const FOUND_AT_MOST = 500

/** Does the list show what the words find, newest first, and leave nothing out? */
const isWordsAlone = ({ view, state, service, commune, channel, delay, agent, sort }: InboxFilter): boolean =>
  view === 'toutes' &&
  state === 'toutes' &&
  [service, commune, channel, delay, agent].every((value) => value === '') &&
  sort.by === 'recue' &&
  sort.descending

/** Ids of what the words may mean: a number or an address alone, or the words, with and without their place. */
function found(tx: Read, { words, phone, email, digits, at }: Searched, most: number): Condition {
  if (phone !== null || email !== null) return sql`select id from requests.found_contact(${phone}, ${email})`
  const anywhere = sql`select id from requests.found(${words}, ${refPrefix(tx, words)}, ${most})`
  if (digits !== null) return sql`${anywhere} union ${holding(digits)}`
  if (at === null) return anywhere
  // A postal code alone: no word of a request holds it.
  if (at.words === '' && /^\s*\d{5}\s*$/.test(words)) return sql`${anywhere} union (${newestIn(at)})`
  return sql`${anywhere} union select id from requests.found_at(${at.words}, ${ints(at.communes)}, ${at.areas}::text[], ${most})`
}

/** The newest of what the words may mean, within what the actor reads. */
export async function newestFound(
  tx: Read,
  searched: Searched,
  most: number,
): Promise<{ ref: string; subject: string; placeAddress: string }[]> {
  const { rows } = await sql<{ ref: string; subject: string; placeAddress: string }>`
    select r.ref, r.subject, r.place_address as "placeAddress" from requests.request r
    join (${found(tx, searched, most)}) f (id) on f.id = r.id where ${mayRead(tx)} order by r.received_at desc, r.id desc limit ${most}`.execute(
    tx.q,
  )
  return rows
}

/** Requests whose person's number holds these digits. */
function holding({ inside, start }: Digits): Condition {
  const within = sql`select id from requests.found_digits(${inside}, false)`
  return start === null ? within : sql`${within} union select id from requests.found_digits(${start}, true)`
}

/** Newest requests of those communes, within what the actor reads. */
function newestIn({ communes, areas }: NonNullable<Searched['at']>): Condition {
  const part = areas === null ? sql`` : sql`and area_code = any (${areas}::text[])`
  return sql`select id from requests.request where commune_id = any (${ints(communes)}) ${part}
    order by received_at desc, id desc limit 500`
}

/** « 4127 » or « 2026-04 »: the beginning of references that the words may be; null when they are words. */
function refPrefix(tx: Read, words: string): string | null {
  if (/^\d{4}-\d{0,6}$/.test(words)) return words
  return /^\d{3,6}$/.test(words) ? `${tx.now.getUTCFullYear()}-${words.padStart(5, '0')}` : null
}

const ROW =
  sql.raw(`r.id, r.ref, r.subject, left(r.description, 160) as description, r.place_address as "placeAddress", r.area_code as "areaCode",
  r.service_slug as "serviceSlug", r.channel, r.workflow_id as "workflowId", r.workflow_version as "workflowVersion", r.unit_id as "unitId",
  r.state, r.state_kind as "stateKind", r.assignee_id as "assigneeId", r.received_at as "receivedAt",
  r.answer_due_at as "answerDueAt", r.answer_risk_at as "answerRiskAt", r.answer_done_at as "answerDoneAt",
  r.solution_due_at as "solutionDueAt", r.solution_risk_at as "solutionRiskAt", r.solution_done_at as "solutionDoneAt",
  (r.state_kind <> 'done' and (r.handler_read_at is null or r.resident_wrote_at > r.handler_read_at)) as unread, r.untold_since is not null as untold,
  r.planned_day as "plannedDay",
  r.answers, r.form_id as "formId", r.form_version as "formVersion"`)

/** Up to `limit` rows beyond a cursor, in the order of `sort`. */
export async function inboxRows(tx: Read, scope: InboxScope, slice: Slice): Promise<InboxRow[]> {
  const { sort, limit } = slice
  const direction = sort.descending ? sql`desc` : sql`asc`
  const { rows } = await sql<InboxRow>`
    with keys as (${keysOf(tx, scope, slice)})
    select ${ROW}, ${keyText(sort.by)} as "sortKey",
      exists (select from threads.draft d where d.subject_kind = 'request' and d.subject_id = r.id and d.person_id = ${tx.actor.personId} and d.writing <> ${FOLLOW}) as "hasDraft"
    from (select key, id from keys order by key ${direction}, id ${direction} limit ${limit}) k join requests.request r on r.id = k.id
    order by k.key ${direction}, k.id ${direction}`.execute(tx.q)
  return rows
}

/** The key of one request in a sort: to find its neighbours. Undefined when the actor may not read it. */
export async function cursorOf(
  tx: Read,
  ref: string,
  sort: Sort,
  communeOrder: readonly number[],
): Promise<Cursor | undefined> {
  const { rows } = await sql<Cursor>`
    select ${keyText(sort.by)} as key, k.id from (select ${sortKey(sort.by, communeOrder)} as key, r.id from requests.request r
      where r.ref = ${ref} and ${allowedRows(requestAccess['request.read'] ?? [], tx.actor, 'r')}) k`.execute(
    tx.q,
  )
  return rows[0]
}

/** Open requests within the actor's reach, as `requests.open_tally` counts them. */
interface Tally {
  /** Handled or answered for, a row for each unit; in communes whose territory the actor follows; in the actor's hands; handed over. */
  list: 'handled' | 'around' | 'mine' | 'handed'
  unitId: number | null
  open: number
  unassigned: number
  late: number
  risk: number
  waiting: number
}

/** What each view counts of a tally. Places (`unite-12`, `autorite-3`) count what is open in their units. */
const COUNTED: Record<string, { list: Tally['list']; what: keyof Tally }> = {
  moi: { list: 'mine', what: 'open' },
  affecter: { list: 'handled', what: 'unassigned' },
  retard: { list: 'handled', what: 'late' },
  risque: { list: 'handled', what: 'risk' },
  attente: { list: 'handled', what: 'waiting' },
  commune: { list: 'around', what: 'open' },
  transmises: { list: 'handed', what: 'open' },
}

function countOf(view: string, tallies: readonly Tally[], reach: Reach): number {
  const counted = COUNTED[view]
  const units: readonly (number | null)[] = armsOf(view, reach).arms[0]?.ids ?? []
  return tallies
    .filter((tally) => (counted === undefined ? units.includes(tally.unitId) : tally.list === counted.list))
    .reduce((sum, tally) => sum + Number(tally[counted?.what ?? 'open']), 0)
}

const UNCOUNTED: readonly string[] = ['closes', 'toutes']

/** Open requests of each view, and of the current filter (`now`, null when it looks beyond open requests). */
export async function inboxCounts(
  tx: Read,
  scope: InboxScope,
  views: readonly string[],
): Promise<Record<string, number | null>> {
  const { reach, filter } = scope
  const { rows } = await sql<Tally>`select list, unit_id as "unitId", open, unassigned, late, risk, waiting
    from requests.open_tally(${tx.now}, ${handedOverSince(tx)})`.execute(tx.q)
  const counted = views.filter((view) => !UNCOUNTED.includes(view))
  const counts = Object.fromEntries(counted.map((view) => [view, countOf(view, rows, reach)]))
  const isOpen = filter.words === '' && !looksBeyondOpen(filter.state) && counted.includes(filter.view)
  const isWhole =
    filter.state === 'ouvertes' &&
    [filter.service, filter.commune, filter.channel, filter.delay, filter.agent].every(
      (value) => value === '',
    )
  return {
    ...counts,
    now: isOpen ? (isWhole ? (counts[filter.view] ?? 0) : await countOfFilter(tx, scope)) : null,
  }
}

async function countOfFilter(tx: Read, scope: InboxScope): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from requests.request r
    where ${all([placeCondition(tx, scope.filter.view, scope.reach), ...filters(tx, scope), mayRead(tx)])}`.execute(
    tx.q,
  )
  return rows[0]?.count ?? 0
}

/** Open requests in the hands of each of these people, as far as the actor sees. */
export async function openByAssignee(tx: Read, personIds: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; open: number }>`
    select r.assignee_id as id, count(*)::int as open from requests.request r
    where r.assignee_id = any (${personIds as number[]}::bigint[]) and r.state_kind <> 'done' group by r.assignee_id`.execute(
    tx.q,
  )
  return new Map(rows.map((row) => [row.id, row.open]))
}
