// GET /territoires/club: experience sheets, narrowed and ordered by what they cost.
import { html } from '#platform/html.ts'
import { type List, listOf } from '#platform/screens/list.ts'
import { number } from '#platform/ui/french.ts'
import { pageAtHand } from '#platform/screens/at-hand.ts'
import type { Asked } from '#platform/screens/asked.ts'
import type { Read } from '#platform/db/db.ts'
import { euros } from '#publishing'
import { addressOfComparison, HERE } from './addresses.ts'
import { clubMap, COMMUNE } from './map.ts'
import { type Sheet, sheets } from './sheets.ts'
import { fitsSize, sizesOffered } from './sizes.ts'

const SIZE = 'taille'

/** As a spreadsheet reads it: « 1,45 ». */
const figure = (value: number | null): string =>
  value === null ? '' : String(Math.round(value * 100) / 100).replace('.', ',')

const fitting = async (tx: Read, asked: Asked): Promise<Sheet[]> =>
  (await sheets(tx)).filter(await fitsSize(tx, asked.filters[SIZE] ?? ''))

/** Of what the filters keep, but that of communes: the map is where one changes it. */
async function mapOf(tx: Read, asked: Asked) {
  const filters = { ...asked.filters, [COMMUNE]: '' }
  const all = await fitting(tx, asked)
  const whole = { ...asked, filters, after: null, before: null, most: all.length + 1 }
  return clubMap(tx, list, asked, pageAtHand(list, all, whole).rows)
}

export const list: List<Sheet> = listOf<Sheet>({
  at: HERE,
  action: 'club.read',
  title: 'Fiches d’expérience',
  one: 'fiche',
  several: 'fiches',
  intro: html`<p class="reading">Ce que des communes ont fait, ce que cela a coûté et donné. Comparez, puis appelez qui l’a fait.</p>`,
  columns: [
    {
      label: 'Fiche',
      text: ({ title }) => title,
      cell: ({ href, title, summary }) =>
        html`<a href="${href}">${title}</a>${summary !== '' && html`<br><span class="meta">${summary}</span>`}`,
      sort: { name: 'fiche', by: ({ title }) => title },
    },
    {
      label: 'Commune',
      text: ({ commune }) => commune,
      sort: { name: 'commune', by: ({ commune }) => commune },
    },
    { label: 'Année', text: ({ year }) => year, sort: { name: 'annee', by: ({ year }) => year } },
    { label: 'Rubrique', text: ({ theme }) => theme },
    {
      label: 'Habitants',
      right: true,
      text: ({ inhabitants }) => figure(inhabitants),
      cell: ({ inhabitants }) => inhabitants !== null && number(inhabitants),
      sort: { name: 'habitants', by: ({ inhabitants }) => inhabitants ?? 0 },
    },
    {
      label: 'Coût, TTC',
      right: true,
      text: ({ cost }) => figure(cost),
      cell: ({ cost }) => cost !== null && euros(cost),
      sort: { name: 'cout', by: ({ cost }) => cost ?? 0 },
    },
    {
      label: 'Par habitant',
      right: true,
      text: ({ each }) => figure(each),
      cell: ({ each }) => each !== null && euros(each),
      sort: { name: 'par-habitant', by: ({ each }) => each ?? 0 },
    },
    {
      // Beside the link that says it, on a phone too.
      label: 'Côte à côte',
      cell: ({ id, title }) =>
        html`<a href="${addressOfComparison([id])}">Comparer<span class="hidden"> ${title}</span></a>`,
    },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Éclairage, cantine',
      in: ({ title, summary, commune, theme }) => [title, summary, commune, theme],
    },
    {
      name: 'rubrique',
      label: 'Rubrique',
      all: 'Toutes',
      of: ({ theme }) => ({ value: theme, label: theme }),
    },
    { name: SIZE, label: 'Taille', offered: sizesOffered },
    {
      name: COMMUNE,
      label: 'Commune',
      all: 'Toutes',
      of: ({ commune }) => ({ value: commune, label: commune }),
    },
  ],
  note: mapOf,
  id: ({ id }) => id,
  rows: fitting,
  empty: {
    title: 'Aucune fiche pour le moment',
    text: 'Une commune qui a quelque chose à raconter en écrit une dans ses contenus, et la publie pour vous.',
  },
  export: 'fiches-d-experience',
})
