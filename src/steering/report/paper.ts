// The yearly report in sentences, for its page and its PDF.
import { of } from '#platform/french/noun.ts'
import type { YearlyFigure } from '#platform/db/yearly.ts'
import type { Paper, Part } from '#platform/pdf/document.ts'
import { LEAST } from '#platform/told/few.ts'
import {
  capital,
  dateTime,
  longDate,
  monthShort,
  monthYear,
  number,
  percent,
  plural,
} from '#platform/ui/french.ts'
import { addDays, type Authority, authorityNoun, type Day, type Territory } from '#territory'
import { methodWords, sheetsWords } from '../board/paper.ts'
import type { Report, ReportFigures, YearlyPart } from './queries.ts'

const heading = (text: string): Part => ({ kind: 'heading', text })
const text = (...sentences: string[]): Part => ({ kind: 'text', text: sentences.filter(Boolean).join(' ') })
const quiet = (words: string): Part => ({ kind: 'text', text: words, quiet: true })
const facts = (rows: readonly (readonly [string, string])[]): Part[] =>
  rows.length === 0 ? [] : [{ kind: 'facts', rows }]
const readings = (count: number): string => plural(count, 'lecture', 'lectures')

/** By the title that whoever reads the report may know. */
export interface MostRead {
  title: string
  count: number
}

function usePart(
  { readings: total, qualities, authorities, months, spaces, hardlyRead, agentMonths = [] }: ReportFigures,
  mostRead: readonly MostRead[],
): Part[] {
  if (total === 0) return [heading('Usage'), text('Aucune lecture n’est dite pour cette année.')]
  const most = months.reduce((best, one) => (one.count > best.count ? one : best))
  const rows = (list: readonly { label: string; count: number }[]) =>
    list.slice(0, 10).map(({ label, count }) => [label, readings(count)] as const)
  return [
    heading('Usage'),
    text(
      `Les contenus, les espaces et les rubriques ont été lus ${plural(total, 'fois', 'fois')}\u00a0; le mois le plus fréquenté est ${monthYear(most.month)}, avec ${readings(most.count)}.`,
      hardlyRead === 0
        ? 'Rien de ce qui est en ligne n’est resté sans lecteurs.'
        : `${capital(plural(hardlyRead, 'contenu est resté', 'contenus sont restés'))} sous cinq lectures.`,
    ),
    ...monthsChart('Lectures de tous, mois par mois', months),
    ...facts(rows(qualities)),
    ...monthsChart('Lectures des agents, mois par mois', agentMonths),
    ...(authorities.length > 0
      ? [text('Agents et élus, par collectivité\u00a0:'), ...facts(rows(authorities))]
      : []),
    ...(mostRead.length > 0
      ? [
          text('Les contenus les plus lus\u00a0:'),
          ...facts(mostRead.map(({ title, count }) => [title, readings(count)])),
        ]
      : []),
    ...(spaces > 0 ? [text(`Les espaces ont été lus ${plural(spaces, 'fois', 'fois')}.`)] : []),
  ]
}

function contentPart({ published: { fresh, again, units }, online, late }: ReportFigures): Part[] {
  const first =
    fresh === 0
      ? 'Aucun contenu nouveau n’a été publié.'
      : `${capital(plural(fresh, 'contenu nouveau a été publié', 'contenus nouveaux ont été publiés'))}, par ${plural(units, 'service', 'services')}.`
  const then =
    again > 0 ? `${capital(plural(again, 'version corrigée', 'versions corrigées'))} l’ont suivi.` : ''
  const kept =
    online === 0
      ? 'Rien n’est en ligne aujourd’hui.'
      : `${capital(plural(online, 'contenu est en ligne', 'contenus sont en ligne'))}, dont ${percent((online - late) / online)} relus à temps${late > 0 ? `\u00a0; ${plural(late, 'attend sa relecture', 'attendent leur relecture')}` : ''}.`
  return [heading('Contenus et fraîcheur'), text(first, then), text(kept)]
}

const helpedPart = ({ helped, answers }: ReportFigures): Part[] => [
  heading('Satisfaction'),
  answers === 0
    ? text(
        'À «\u00a0Cette page vous a-t-elle aidé\u00a0?\u00a0», aucune page n’a encore cinq oui et cinq non en des mois finis.',
      )
    : text(
        `À «\u00a0Cette page vous a-t-elle aidé\u00a0?\u00a0», ${percent(helped / answers)} des ${number(answers)} réponses disent oui, sur les pages qui ont cinq oui et cinq non au moins, en des mois finis.`,
      ),
]

/** How many people, or that they are too few to be counted. */
function peopleText(count: number | null, none: string, [one, several]: readonly [string, string]): string {
  if (count === null || (count > 0 && count < LEAST)) return `moins de cinq ${several}`
  return count === 0 ? none : plural(count, one, several)
}

function peoplePart(
  { contributors: { wrote, trained, thanked } }: ReportFigures,
  names: readonly string[],
): Part[] {
  const first =
    wrote === 0
      ? 'Personne n’a écrit depuis un an.'
      : `${capital(peopleText(wrote, '', ['agent a écrit', 'agents ont écrit']))}\u00a0; ${peopleText(trained, 'aucun n’a de formation notée', ['est formé', 'sont formés'])}, ${peopleText(thanked, 'aucun n’a été remercié', ['a été remercié', 'ont été remerciés'])}.`
  return [
    heading('Contributeurs'),
    text(first),
    ...(names.length === 0 ? [] : [text(`Y écrivent aujourd’hui\u00a0: ${names.join(', ')}.`)]),
  ]
}

const figureText = ({ value, isShare }: YearlyFigure): string => {
  if (value === null) return 'moins de cinq personnes\u00a0: non dit'
  return isShare === true ? percent(value) : number(value)
}

/** What a module says of the year: drawn when its figures are compared. */
function yearlyPart({ title, sentence = '', figures, compared }: YearlyPart): Part[] {
  const points = figures.flatMap(({ label, value }) =>
    value === null ? [] : [{ label, short: label, value }],
  )
  return [
    heading(title),
    ...(compared !== undefined && points.length > 1
      ? [{ kind: 'chart' as const, sentence, points, ...compared }]
      : [
          ...(sentence === '' ? [] : [text(sentence)]),
          ...facts(figures.map((figure) => [figure.label, figureText(figure)])),
        ]),
  ]
}

/** Readings of each month, drawn: nothing of a single one. */
function monthsChart(caption: string, months: readonly { month: Day; count: number }[]): Part[] {
  const most = months.reduce((best, one) => (one.count > best.count ? one : best), { month: '', count: 0 })
  if (months.length < 2 || most.count === 0) return []
  const sentence = `${caption}\u00a0: le plus en ${monthYear(most.month)}, ${readings(most.count)}.`
  const points = months.map(({ month, count }) => ({
    ...{ label: monthYear(month), value: count },
    short: monthShort(month),
  }))
  return [{ kind: 'chart', isTime: true, caption, sentence, heads: ['Mois', 'Lectures'], points }]
}

const paperPart = ({ paper }: ReportFigures): Part[] => [
  heading('Papier évité'),
  text(`${sheetsWords(paper)} n’ont pas été imprimées.`),
  quiet(`Méthode\u00a0: ${methodWords(paper)} Sources\u00a0: ${paper.source}`),
]

/** @param names of those who write there today: of whoever may read them; none otherwise */
export function reportPaper(
  { year, figures, madeAt }: Report,
  {
    authority,
    place,
    names,
    mostRead,
  }: {
    authority: Authority
    place: Territory
    names: readonly string[]
    mostRead: readonly MostRead[]
  },
): Paper {
  const last = addDays(figures.until, -1)
  return {
    title: `Bilan ${year} ${of(authorityNoun(authority))}`,
    author: authority.name,
    foot: `Bilan ${year} des contenus, des espaces et de leurs lecteurs`,
    at: madeAt,
    parts: [
      text(
        `Ce bilan dit ce qui a été publié, lu et tenu à jour en ${year}. Les lectures sont celles des mois terminés, jusqu’au ${longDate(last)}.`,
      ),
      ...contentPart(figures),
      ...usePart(figures, mostRead),
      ...helpedPart(figures),
      ...peoplePart(figures, names),
      ...(figures.parts ?? []).flatMap(yearlyPart),
      ...paperPart(figures),
      quiet(
        `Établi le ${dateTime(madeAt, place.zone)}. Une lecture est une personne, une page et un jour\u00a0; personne n’est suivi, et rien n’est dit de moins de cinq lectures d’un groupe, ni de moins de cinq personnes.`,
      ),
    ],
  }
}
