// The list of agreements: one of each commune at least, those without one included for the metropolis.
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { mediumDate, number } from '#platform/ui/french.ts'
import { type Authority, type Day, territory } from '#territory'
import { stateOn, type State, STATES, stretches, yearOf } from '../life/life.ts'
import { OFFERS } from '../price/grid.ts'
import { plainEuros, wholeEuros } from '../price/money.ts'
import { type Book, bookOf, linesOf } from '../record/lines.ts'
import type { AgreementRow } from '../record/queries.ts'
import { agreements, todayOf } from '../record/write.ts'
import { DUES, HERE, TONES } from './words.ts'

interface Line {
  authority: Authority
  row: AgreementRow | null
  state: State | 'none'
  offer: string
  /** By which the price is read; without an agreement, the official figure. */
  inhabitants: number
  /** Of the year that runs, or of the first to come; null: nothing is owed. */
  price: number | null
  /** What comes next, and when. */
  next: { day: Day; words: string } | null
}

const stateWords = (state: State | 'none'): string => (state === 'none' ? 'Sans convention' : STATES[state])

/** Ended ones say nothing of the commune any more when another is there. */
const matters = (row: AgreementRow, all: readonly AgreementRow[], today: Day): boolean =>
  !['ended', 'merged'].includes(stateOn(row, today)) ||
  all.every(
    (other) => other === row || other.authorityId !== row.authorityId || other.startsOn < row.startsOn,
  )

function nextOf(row: AgreementRow, state: State, today: Day): Line['next'] {
  if (state === 'draft' || state === 'voted' || state === 'signed')
    return { day: row.startsOn, words: `devrait prendre effet le ${mediumDate(row.startsOn)}` }
  if (state === 'notified') return { day: row.startsOn, words: `prend effet le ${mediumDate(row.startsOn)}` }
  const end = row.stoppedOn ?? row.endsOn
  if (state === 'ended' || state === 'merged') return { day: end, words: `finie le ${mediumDate(end)}` }
  const renewal = `${yearOf(today) + 1}-01-01`
  return state === 'denounced' || renewal > end
    ? { day: end, words: `finit le ${mediumDate(end)}` }
    : { day: renewal, words: `reconduite le ${mediumDate(renewal)}` }
}

function lineOf(authority: Authority, row: AgreementRow, book: Book, today: Day): Line {
  const state = stateOn(row, today)
  const line = linesOf(row, book).find(({ year }) => year >= yearOf(today))
  const now = stretches(row).find(({ from, to }) => from <= today && today <= to) ?? row.deeds[0]
  return {
    authority,
    row,
    state,
    offer: now === undefined ? '' : OFFERS[now.offer],
    inhabitants: line?.population ?? row.population.figure,
    price: line?.gross ?? null,
    next: nextOf(row, state, today),
  }
}

async function allLines(tx: Read): Promise<Line[]> {
  const [place, today, book, rows] = [
    await territory(tx),
    await todayOf(tx),
    await bookOf(tx),
    await agreements(tx),
  ]
  const known = rows
    .filter((row) => matters(row, rows, today))
    .map((row) => lineOf(place.authority(row.authorityId), row, book, today))
  if (!metropolitanAdministrator.ever(tx.actor)) return known
  const without = place.authorities.filter(
    ({ id, level }) => level === 'commune' && rows.every(({ authorityId }) => authorityId !== id),
  )
  const none = { row: null, state: 'none', offer: '', price: null, next: null } as const
  return [
    ...known,
    ...without.map((authority): Line => ({ authority, inhabitants: authority.population, ...none })),
  ]
}

/** GET /administration/conventions */
export const list = listOf<Line>({
  at: HERE,
  action: 'agreement.read',
  title: 'Conventions',
  one: 'ligne',
  several: 'lignes',
  intro: html`<p class="reading">Ce que chaque commune utilise, à quel prix et jusqu’à quand.</p>`,
  columns: [
    {
      label: 'Commune',
      text: ({ authority }) => authority.name,
      cell: ({ authority, row }) =>
        row === null
          ? html`${authority.name} <a class="meta" href="${HERE}/nouvelle?commune=${authority.code}">préparer<span class="hidden"> une convention avec ${authority.name}</span></a>`
          : html`<a href="${HERE}/${row.id}">${authority.name}</a> <span class="meta">n° ${row.number}</span>`,
      sort: { name: 'commune', by: ({ authority }) => authority.slug },
    },
    {
      label: 'État',
      text: ({ state }) => stateWords(state),
      cell: ({ state }) =>
        state === 'none' ? tag('idle', 'Sans convention') : tag(TONES[state], STATES[state]),
      sort: { name: 'etat', by: ({ state }) => stateWords(state) },
    },
    { label: 'Offre', text: ({ offer }) => offer, sort: { name: 'offre', by: ({ offer }) => offer } },
    {
      label: 'Habitants',
      text: ({ inhabitants }) => String(inhabitants),
      cell: ({ inhabitants }) => number(inhabitants),
      sort: { name: 'habitants', by: ({ inhabitants }) => inhabitants },
      right: true,
    },
    {
      label: 'Prix de l’année, TTC',
      text: ({ price }) => (price === null ? '' : plainEuros(price)),
      cell: ({ price }) => (price === null ? '' : wholeEuros(price)),
      sort: { name: 'prix', by: ({ price }) => price ?? 0 },
      right: true,
    },
    {
      label: 'Ensuite',
      text: ({ next }) => next?.words ?? '',
      sort: { name: 'ensuite', by: ({ next }) => next?.day ?? '9999' },
    },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Commune, numéro',
      in: ({ authority, row }) => [authority.name, row?.number ?? ''],
    },
    {
      name: 'etat',
      label: 'État',
      all: 'Tous',
      of: ({ state }) => ({ value: state, label: stateWords(state) }),
    },
    {
      name: 'offre',
      label: 'Offre',
      all: 'Toutes',
      of: ({ offer }) =>
        offer === '' ? { value: 'aucune', label: 'Aucune' } : { value: offer, label: offer },
    },
  ],
  id: ({ authority, row }) => `${authority.id}-${row?.id ?? 0}`,
  order: 'commune',
  size: 100,
  rows: allLines,
  add: { label: 'Préparer une convention', href: `${HERE}/nouvelle`, who: metropolitanAdministrator },
  ways: [
    { label: 'Calendrier', href: `${HERE}/calendrier` },
    { label: 'Échéances', href: DUES },
    { label: 'Titres', href: `${HERE}/titres` },
    { label: 'Grilles', href: `${HERE}/grilles` },
    { label: 'Populations', href: `${HERE}/populations` },
    { label: 'Comités', href: `${HERE}/comites` },
    { label: 'Et si la grille changeait', href: `${HERE}/simulation`, who: metropolitanAdministrator },
    { label: 'Réunir des communes', href: `${HERE}/fusion`, who: metropolitanAdministrator },
    { label: 'Page publique', href: '/partenaires' },
  ],
  empty: {
    title: 'Aucune convention',
    text: 'Votre commune n’a pas encore de convention avec la Métropole.',
  },
  export: 'conventions',
})
