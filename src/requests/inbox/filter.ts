// What an agent's list is limited to, as the address says it: read once, written back the same, never trusted.
import { one, type Values } from '#platform/http/route.ts'
import type { Reach } from './reach.ts'
import type { Channel } from '../record/channel.ts'

/** `ouvertes` is everything not closed; `toutes` includes what is closed; `prevenir`, open or not: no mail reaches the person. */
export type StateChoice =
  | 'ouvertes'
  | 'nouvelles'
  | 'en-cours'
  | 'en-attente'
  | 'closes'
  | 'toutes'
  | 'prevenir'
export type SortBy = 'reponse' | 'recue' | 'reference' | 'commune'

export interface Sort {
  by: SortBy
  descending: boolean
}

/** Where a page of a list begins: the sort key and id of the row at its edge. */
export interface Cursor {
  key: string
  id: number
}

export interface InboxFilter {
  /** `moi`, `unite-12`, `autorite-3`, `affecter`, `retard`, `risque`, `attente`, `commune`, `transmises`, `closes`, `toutes` */
  view: string
  words: string
  service: string
  /** INSEE code of a commune. */
  commune: string
  state: StateChoice
  channel: Channel | ''
  /** `jour`: the day of the visit has passed. */
  delay: 'retard' | 'risque' | 'jour' | ''
  /** `moi`, `personne`, an id, or '' for everybody. */
  agent: string
  sort: Sort
}

export interface InboxPage {
  after: Cursor | null
  before: Cursor | null
}

const STATES: readonly string[] = [
  'ouvertes',
  'nouvelles',
  'en-cours',
  'en-attente',
  'closes',
  'toutes',
  'prevenir',
]
const CHANNELS: readonly string[] = ['web', 'phone', 'desk', 'letter', 'mail']
const SORTS: readonly string[] = ['reponse', 'recue', 'reference', 'commune']

/** The views this agent has, in the order of the column. */
export function viewsOf(reach: Reach): string[] {
  const own = reach.teams.length > 0 ? ['moi'] : []
  const places = [
    ...reach.teams.map((team) => `unite-${team.unitId}`),
    ...reach.desks.map((desk) => `autorite-${desk.authorityId}`),
  ]
  const work = reach.handled.length > 0 ? ['affecter', 'retard', 'risque', 'attente'] : []
  const around = reach.communes.length > 0 ? ['commune'] : []
  const past = reach.handled.length > 0 ? ['transmises', 'closes'] : []
  return [...own, ...places, ...work, ...around, ...past, 'toutes']
}

const among = (value: string, known: readonly string[], otherwise: string) =>
  known.includes(value) ? value : otherwise

/**
 * The views that are places of work, in the order an agent opens them in the morning: whoever answers at the desk of a town
 * hall is asked about all that happens in the commune.
 */
export function placesOf(reach: Reach): string[] {
  const places = viewsOf(reach).filter((view) => /^(unite-|autorite-)/.test(view))
  if (reach.communes.length === 0) return places
  return reach.desks.length > 0 ? ['commune', ...places] : [...places, 'commune']
}

const firstView = (reach: Reach): string => placesOf(reach)[0] ?? 'toutes'

/** Does it ask for less than its view holds? */
export function isNarrowed(filter: InboxFilter): boolean {
  const { words, service, commune, channel, delay, agent, state, view } = filter
  const isWhole = state === 'ouvertes' || view === 'closes' || (view === 'toutes' && state === 'toutes')
  return [words, service, commune, channel, delay, agent].some((value) => value !== '') || !isWhole
}

/** The filter of an address. Whatever is unknown is left out. Words alone look everywhere, closed requests included. */
export function readFilter(values: Values, reach: Reach): InboxFilter {
  const words = one(values, 'q').trim().slice(0, 200)
  const everywhere = words !== '' && one(values, 'vue') === ''
  const view = among(one(values, 'vue'), viewsOf(reach), everywhere ? 'toutes' : firstView(reach))
  const natural: StateChoice = view === 'closes' ? 'closes' : everywhere ? 'toutes' : 'ouvertes'
  const state = view === 'closes' ? 'closes' : (among(one(values, 'etat'), STATES, natural) as StateChoice)
  const agent = one(values, 'agent')
  return {
    view,
    words,
    state,
    service: one(values, 'demarche').slice(0, 80),
    commune: one(values, 'commune').slice(0, 9),
    channel: among(one(values, 'canal'), CHANNELS, '') as Channel | '',
    delay: among(one(values, 'delai'), ['retard', 'risque', 'jour'], '') as InboxFilter['delay'],
    agent: agent === 'moi' || agent === 'personne' || /^\d{1,15}$/.test(agent) ? agent : '',
    sort: readSort(one(values, 'tri'), state),
  }
}

/** Does it hold requests that are closed? They have no promise ahead. */
export const looksBeyondOpen = (state: StateChoice): boolean =>
  state === 'closes' || state === 'toutes' || state === 'prevenir'

function readSort(text: string, state: StateChoice): Sort {
  const by = among(text.replace(/^-/, ''), SORTS, '')
  // The last received come first, an order every reach has an index for.
  const closed = looksBeyondOpen(state)
  if (by === '' || (closed && by !== 'recue'))
    return closed ? { by: 'recue', descending: true } : { by: 'reponse', descending: false }
  return { by: by as SortBy, descending: text.startsWith('-') }
}

/** The part of an address that says the filter: '' when nothing is chosen. */
export function filterQuery(filter: InboxFilter, more: Record<string, string> = {}): string {
  const { by, descending } = filter.sort
  const everywhere = filter.words !== '' && filter.view === 'toutes'
  const natural = everywhere ? 'toutes' : 'ouvertes'
  const pairs: [string, string][] = [
    ['vue', everywhere ? '' : filter.view],
    ['q', filter.words],
    ['demarche', filter.service],
    ['commune', filter.commune],
    ['etat', filter.state === natural || filter.view === 'closes' ? '' : filter.state],
    ['canal', filter.channel],
    ['delai', filter.delay],
    ['agent', filter.agent],
    ['tri', isNaturalSort(filter) ? '' : `${descending ? '-' : ''}${by}`],
    ...Object.entries(more),
  ]
  return new URLSearchParams(pairs.filter(([, value]) => value !== '')).toString()
}

function isNaturalSort({ sort, state }: InboxFilter): boolean {
  const natural = readSort('', state)
  return natural.by === sort.by && natural.descending === sort.descending
}

/** Address of the list so limited. */
export function inboxHref(filter: InboxFilter, more: Record<string, string> = {}): string {
  const query = filterQuery(filter, more)
  return query === '' ? '/agents' : `/agents?${query}`
}

/** Opaque text of a cursor. */
export function writeCursor({ key, id }: Cursor): string {
  return Buffer.from(`${key} ${id}`).toString('base64url')
}

/** The cursor, or null when the text is none of ours. */
export function readCursor(text: string): Cursor | null {
  const found = /^(infinity|\d{1,17}) (\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString())
  return found === null ? null : { key: found[1] as string, id: Number(found[2]) }
}

/** Which page of the list the address asks for. */
export function readPage(values: Values): InboxPage {
  return { after: readCursor(one(values, 'apres')), before: readCursor(one(values, 'avant')) }
}
