// GET /agents/pilotage/lectures: what each group of readers has read of each thing, to sort, narrow and take away.
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { number } from '#platform/ui/french.ts'
import { localDay, territory } from '#territory'
import { readerOf } from '../count/reader.ts'
import { UNTOLD } from './page.ts'
import { HERE, READINGS } from './place.ts'
import { isPeriod, PERIODS, periodOf, periodWords } from './period.ts'
import { type Reading, readings } from './queries.ts'

const MOST = 5000
const KINDS: Readonly<Record<string, string>> = { content: 'Contenu', space: 'Espace', section: 'Rubrique' }

interface Line extends Reading {
  what: string
  group: string
  owner: string
  unit: string
}

const period = {
  name: 'periode',
  label: 'Période',
  all: PERIODS.an.label,
  options: Object.entries(PERIODS)
    .filter(([name]) => name !== 'an')
    .map(([value, { label }]) => ({ value, label })),
}

export const readingsList = listOf<Line>({
  at: READINGS,
  action: 'use.read',
  title: 'Lectures',
  one: 'ligne',
  several: 'lignes',
  intro: html`<p class="reading">Une personne compte une fois par jour et par page, et n’est connue de personne. Rien n’est dit de moins de cinq lectures&nbsp;: elles attendent les suivantes.</p>`,
  ways: [{ label: 'Tableau de bord', href: HERE }],
  note: async (tx, { filters: { periode = '' } }) =>
    `Mois terminés, ${periodWords(periodOf(periode, localDay(tx.now, (await territory(tx)).zone)))}.`,
  columns: [
    {
      label: 'Ce qui est lu',
      text: ({ title }) => title ?? UNTOLD,
      cell: ({ title, href }) => (href === null ? UNTOLD : html`<a href="${href}">${title}</a>`),
      sort: { name: 'titre', by: ({ title }) => title ?? UNTOLD },
    },
    { label: 'Genre', text: ({ what }) => what },
    { label: 'Tenu par', text: ({ unit, owner }) => (unit === '' ? owner : unit) },
    { label: 'Collectivité', text: ({ owner }) => owner, cell: null },
    { label: 'Lu par', text: ({ group }) => group, sort: { name: 'lecteurs', by: ({ group }) => group } },
    {
      label: 'Lectures',
      right: true,
      text: ({ count }) => String(count),
      cell: ({ count }) => number(count),
      sort: { name: 'lectures', by: ({ count }) => count },
    },
  ],
  filters: [
    period,
    {
      name: 'genre',
      label: 'Genre',
      all: 'Tous',
      of: ({ kind, what }) => ({ value: kind, label: what }),
    },
    {
      name: 'collectivite',
      label: 'Collectivité',
      all: 'Toutes',
      of: ({ authorityId, owner }) => ({ value: String(authorityId), label: owner }),
    },
    {
      name: 'lecteurs',
      label: 'Lu par',
      all: 'Tous',
      of: ({ reader, group }) => ({ value: reader, label: group }),
    },
  ],
  id: ({ kind, thing, reader }) => `${kind} ${thing} ${reader}`,
  async rows(tx, { filters }) {
    const place = await territory(tx)
    const asked = isPeriod(filters.periode ?? '') ? (filters.periode ?? '') : ''
    const months = periodOf(asked, localDay(tx.now, place.zone))
    const rows = await readings(tx, { ...months, authorityId: null }, MOST)
    return rows.map((row) => ({
      ...row,
      what: KINDS[row.kind] ?? row.kind,
      group: readerOf(row.reader, place).label,
      owner: place.authority(row.authorityId).name,
      unit: row.unitId === null ? '' : place.unit(row.unitId).name,
    }))
  },
  empty: {
    title: 'Rien encore',
    text: 'Les lectures d’un mois sont dites une fois qu’il est terminé, à partir de cinq.',
  },
  export: 'lectures',
})
