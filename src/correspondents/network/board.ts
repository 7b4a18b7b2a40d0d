// GET /intranet/correspondants/animation: each directorate of the networks that one animates: who is its correspondent, how fresh it keeps what it
// publishes. Of directorates: what a person reads or opens is counted nowhere.
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { figures } from '#platform/ui/desk.ts'
import { tag, type Tone } from '#platform/ui/feedback.ts'
import { mediumDate, number, percent, plural } from '#platform/ui/french.ts'
import { freshnessOf, type UnitFreshness } from '#steering'
import { addDays, type Day, localDay, type Territory, territory } from '#territory'
import { type Correspondent, keptOnes } from '../record/queries.ts'
import {
  addressOf,
  HERE,
  KEPT,
  networksOf,
  SHEETS,
  type Standing,
  STANDINGS,
  standingOf,
} from '../record/words.ts'
import { MEETINGS } from '../training/meetings.ts'
import { SESSIONS } from '../training/sessions.ts'
import { trainedIds } from '../training/queries.ts'

/** Nothing published for as long: asleep. */
const ASLEEP_DAYS = 180

const STATES = {
  fresh: ['À jour', 'good'],
  late: ['À revoir', 'warn'],
  asleep: ['Endormi', 'bad'],
} as const satisfies Record<string, readonly [string, Tone]>
type State = keyof typeof STATES

interface Held extends Correspondent {
  standing: Standing
}

interface Line {
  unitId: number
  unit: string
  authority: string
  people: Held[]
  online: number
  late: number
  lateSince: Day | null
  newest: Day | null
  state: State
}

/** Units at the head of an authority, and any that has a correspondent. */
const directionsOf = (place: Territory, authorityId: number, also: readonly number[] = []) =>
  place.unitsOf(authorityId).filter(({ id, parentId }) => parentId === null || also.includes(id))

const latest = (days: (Day | null)[]): Day | null =>
  days.reduce((best, one) => (one !== null && (best === null || one > best) ? one : best), null)
const earliest = (days: (Day | null)[]): Day | null =>
  days.reduce((best, one) => (one !== null && (best === null || one < best) ? one : best), null)

export function stateOf(
  { online, late, newest }: Pick<Line, 'online' | 'late' | 'newest'>,
  today: Day,
): State {
  if (online === 0 || newest === null || newest < addDays(today, -ASLEEP_DAYS)) return 'asleep'
  return late > 0 ? 'late' : 'fresh'
}

const ORDER: readonly State[] = ['asleep', 'late', 'fresh']

/** Those where help is useful first. */
async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  const networks = networksOf(tx.actor)
  const kept = (await keptOnes(tx)).map((one) => ({ ...one, standing: standingOf(one, today) }))
  const current = kept.filter(
    ({ standing, authorityId }) => standing !== 'over' && networks.includes(authorityId),
  )
  const fresh = await freshnessOf(tx, null)
  const found = networks.flatMap((authorityId) => {
    const own = directionsOf(
      place,
      authorityId,
      current.map(({ unitId }) => unitId),
    )
    return own.map((unit) => lineOf(place, unit, { current, fresh, today }))
  })
  const help = (line: Line) => [line.people.length === 0 ? 0 : 1, ORDER.indexOf(line.state), -line.late]
  return found.toSorted((one, other) => {
    const [a, b] = [help(one), help(other)]
    const at = a.findIndex((value, index) => value !== b[index])
    return at === -1 ? one.unit.localeCompare(other.unit, 'fr') : (a[at] ?? 0) - (b[at] ?? 0)
  })
}

interface Known {
  current: readonly Held[]
  fresh: readonly UnitFreshness[]
  today: Day
}

function lineOf(
  place: Territory,
  { id, name, authorityId }: { id: number; name: string; authorityId: number },
  known: Known,
): Line {
  const below = known.fresh.filter(({ unitId }) => place.lineage(unitId).includes(id))
  const sum = (of: (one: UnitFreshness) => number) => below.reduce((all, one) => all + of(one), 0)
  const said = {
    online: sum(({ online }) => online),
    late: sum(({ late }) => late),
    lateSince: earliest(below.map(({ lateSince }) => lateSince)),
    newest: latest(below.map(({ newest }) => localDay(newest, place.zone))),
  }
  return {
    ...{ unitId: id, unit: name, authority: place.authority(authorityId).name, ...said },
    people: known.current.filter(({ unitId }) => unitId === id),
    state: stateOf(said, known.today),
  }
}

const peopleCell = ({ people, unitId, unit }: Line): Html =>
  people.length === 0
    ? html`${tag('bad', 'Personne')} <a href="${KEPT}/nommer?direction=${unitId}">Proposer un nom<span class="hidden">, ${unit}</span></a>`
    : html`${people.map(
        ({ id, name, standing, until }, at) =>
          html`${at > 0 && html`<br>`}<a href="${addressOf(id)}">${name}</a>${standing !== 'active' && html` <span class="meta">${STANDINGS[standing][0]}</span>`}${until !== null && html` <span class="meta">jusqu’au ${mediumDate(until)}</span>`}`,
      )}`

const lateText = ({ late, lateSince }: Line): string =>
  late === 0 ? '' : `${number(late)}${lateSince === null ? '' : `, depuis le ${mediumDate(lateSince)}`}`

/** What is said above: how much of the network holds. */
async function summary(tx: Read): Promise<Html> {
  const all = await lines(tx)
  const people = all.flatMap((line) => line.people)
  const trained = await trainedIds(tx)
  const held = all.filter((line) => line.people.some(({ standing }) => standing === 'active')).length
  const validated = people.filter(({ approvedAt }) => approvedAt !== null).length
  const [online, late] = [
    all.reduce((sum, one) => sum + one.online, 0),
    all.reduce((sum, one) => sum + one.late, 0),
  ]
  const none = all.filter((line) => line.people.length === 0).length
  return figures([
    {
      label: 'Directions tenues',
      value: `${number(held)} sur ${number(all.length)}`,
      detail:
        none === 0
          ? 'chacune a son correspondant'
          : `${plural(none, 'direction', 'directions')} sans personne`,
    },
    {
      label: 'Fiches mission validées',
      value: `${number(validated)} sur ${number(people.length)}`,
      detail: plural(people.length - validated, 'fiche attend', 'fiches attendent'),
    },
    {
      label: 'Formés',
      value: `${number(people.filter(({ id }) => trained.has(id)).length)} sur ${number(people.length)}`,
      detail: 'une formation suivie au moins',
    },
    {
      label: 'Pages relues à temps',
      value: online === 0 ? '–' : percent((online - late) / online),
      detail: `${number(online - late)} sur ${number(online)}`,
    },
  ])
}

export const board = listOf<Line>({
  at: KEPT,
  action: 'correspondent.keep',
  title: 'Animer le réseau',
  one: 'direction',
  several: 'directions',
  intro: html`<p class="reading">Là où l’aide est utile d’abord. Ce tableau montre des directions, jamais ce qu’une personne lit ou ouvre.</p>`,
  note: summary,
  add: { label: 'Nommer un correspondant', href: `${KEPT}/nommer` },
  ways: [
    { label: 'Réseau', href: HERE },
    { label: 'Formations', href: SESSIONS },
    { label: 'Réunions', href: MEETINGS },
    { label: 'Fiche mission', href: SHEETS },
  ],
  columns: [
    { label: 'Direction', text: ({ unit }) => unit, sort: { name: 'direction', by: ({ unit }) => unit } },
    {
      label: 'Correspondant',
      text: ({ people }) => people.map(({ name }) => name).join(', '),
      cell: peopleCell,
    },
    {
      label: 'Fraîcheur',
      text: ({ state }) => STATES[state][0],
      cell: ({ state }) => tag(STATES[state][1], STATES[state][0]),
      sort: { name: 'fraicheur', by: ({ state }) => ORDER.indexOf(state) },
    },
    {
      label: 'En ligne',
      right: true,
      text: ({ online }) => String(online),
      sort: { name: 'en-ligne', by: ({ online }) => online },
    },
    { label: 'À relire', text: lateText, sort: { name: 'a-relire', by: ({ late }) => late } },
    {
      label: 'Dernière publication',
      text: ({ newest }) => newest ?? '',
      cell: ({ newest }) => newest !== null && mediumDate(newest),
      sort: { name: 'derniere', by: ({ newest }) => newest ?? '' },
    },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Direction, nom',
      in: ({ unit, people }) => [unit, ...people.map(({ name }) => name)],
    },
    {
      name: 'fraicheur',
      label: 'Fraîcheur',
      all: 'Toutes',
      of: ({ state }) => ({ value: state, label: STATES[state][0] }),
    },
    {
      name: 'tenue',
      label: 'Correspondant',
      all: 'Tous',
      of: ({ people }) =>
        people.length > 0 ? { value: 'oui', label: 'Avec' } : { value: 'non', label: 'Sans' },
    },
    {
      name: 'collectivite',
      label: 'Collectivité',
      all: 'Toutes',
      of: ({ authority }) => ({ value: authority, label: authority }),
    },
  ],
  id: ({ unitId }) => unitId,
  rows: lines,
  empty: { title: 'Aucune direction', text: 'Votre collectivité n’a pas encore d’organisation.' },
  export: 'fraicheur-par-direction',
})
