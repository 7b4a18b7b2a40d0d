// What a merger would make, said before it is done: agreements that end, the one that goes on, and each year's instalments before and after.
import { authorityNoun, type Day, type Territory } from '#territory'
import { of, the } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { panel } from '#platform/ui/desk.ts'
import { listSentence, longDate, mediumDate, percent } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { yearOf } from '../../life/life.ts'
import type { Line } from '../../life/line.ts'
import type { TitleRow } from '../../dues/queries.ts'
import { OFFERS } from '../../price/grid.ts'
import { type Cents, euros } from '../../price/money.ts'
import { type Costed, linesOf } from '../../record/lines.ts'
import type { TriedMerger } from '../../record/merge.ts'
import { populationWords, seatsWords } from '../../record/words.ts'
import { inhabitants } from '../words.ts'

/** One commune in one year. */
interface Instalment {
  year: number
  name: string
  /** « de la Ville de Bron » */
  whose: string
  before: Cents
  after: Line | undefined
}

const noLine: readonly Line[] = []

/** From the year of the merger on: of each commune that merges, then of the new one. */
function instalments({ before, ended, begun, book }: TriedMerger, day: Day, place: Territory): Instalment[] {
  const lines = (row: Costed) => linesOf(row, book).filter(({ year }) => year >= yearOf(day))
  const pairs = [
    ...before.map((row, index) => ({ row, which: '', was: lines(row), is: lines(ended[index] ?? row) })),
    { row: begun, which: ' (nouvelle convention)', was: noLine, is: lines(begun) },
  ]
  const years = [...new Set(pairs.flatMap(({ was, is }) => [...was, ...is].map(({ year }) => year)))]
  return years
    .toSorted((one, other) => one - other)
    .flatMap((year) =>
      pairs.flatMap(({ row, which, was, is }) => {
        const [old, after] = [was, is].map((list) => list.find((line) => line.year === year))
        if (old === undefined && after === undefined) return []
        const authority = place.authority(row.authorityId)
        const whose = of(authorityNoun(authority))
        return { year, name: `${authority.name}${which}`, whose, before: old?.gross ?? 0, after }
      }),
    )
}

/** « du 1 janv. 2027 au 30 juin 2027 ; remise de 50 % » */
function countedWords(line: Line | undefined): string {
  const [first, last] = [line?.pieces[0], line?.pieces.at(-1)]
  if (line === undefined || first === undefined || last === undefined) return ''
  const less = line.discount === null ? '' : `\u00a0; remise de ${percent(line.discount.percent / 100)}`
  return `du ${mediumDate(first.from)} au ${mediumDate(last.to)}${less}`
}

function yearRows(rows: readonly Instalment[], year: number) {
  const own = rows.filter((row) => row.year === year)
  const total = (of: (row: Instalment) => Cents) =>
    html`<b>${euros(own.reduce((sum, row) => sum + of(row), 0))}</b>`
  return [
    ...own.map(({ name, before, after }) => [
      `${year}, ${name}`,
      euros(before),
      euros(after?.gross ?? 0),
      countedWords(after),
    ]),
    [
      html`<b>${year}, ensemble</b>`,
      total(({ before }) => before),
      total(({ after }) => after?.gross ?? 0),
      '',
    ],
  ]
}

const instalmentsPanel = (rows: readonly Instalment[]): Html =>
  panel(
    'Échéances, TTC',
    table({
      caption: 'Ce qui est dû chaque année, avant et après',
      captionHidden: true,
      dense: true,
      columns: [
        { label: 'Année et commune' },
        { label: 'Avant', right: true },
        { label: 'Après', right: true },
        { label: 'Jours comptés' },
      ],
      rows: [...new Set(rows.map(({ year }) => year))].flatMap((year) => yearRows(rows, year)),
    }),
    { bare: true, end: html`<span class="meta">si les conventions sont reconduites</span>` },
  )

/** The discount was that of a commune that was: the new one has none. */
function discountWords(rows: readonly Instalment[]): Html[] {
  return rows
    .filter(({ after }) => after !== undefined && after.discount !== null)
    .map(
      ({ whose, year }) =>
        html`<li>La remise ${whose} sert une fois, sur ses jours de ${year}&nbsp;: elle ne passe pas à la nouvelle commune.</li>`,
    )
}

/** What ends and what begins, then what is owed. */
export function mergerPanels(
  tried: TriedMerger,
  { onDay: day, place, titles }: { onDay: Day; place: Territory; titles: readonly TitleRow[] },
): Html {
  const { ended, begun } = tried
  const asked = titles.filter(
    ({ agreementId, year }) => year >= yearOf(day) && ended.some(({ id }) => id === agreementId),
  )
  const issued = [...new Set(asked.map(({ year }) => String(year)))]
  const called = (authorityId: number) => the(authorityNoun(place.authority(authorityId)))
  const rows = instalments(tried, day, place)
  const { offer, seats, endsOn, noticeMonths, population } = begun
  return html`${panel(
    `Ce qui change le ${longDate(day)}`,
    html`<ul>${ended.map(({ number, authorityId, stoppedOn }) => html`<li>La convention n° ${number} avec ${called(authorityId)} finit le ${longDate(stoppedOn ?? day)}.</li>`)}
      <li>Celle avec ${called(begun.authorityId)} commence ce jour et finit au plus tard le ${longDate(endsOn)}&nbsp;: ${OFFERS[offer].toLowerCase()}, ${seatsWords(seats)}, préavis de ${noticeMonths} mois.</li>
      <li>Son prix suit ${inhabitants(population.figure)} (${populationWords(population)}).</li>
      ${discountWords(rows)}
      ${issued.length > 0 && html`<li>Des titres de ${listSentence(issued)} sont déjà émis&nbsp;: la prochaine émission demandera, ou rendra, la différence.</li>`}</ul>`,
  )}${instalmentsPanel(rows)}`
}
