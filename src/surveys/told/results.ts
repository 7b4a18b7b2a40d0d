// What is told of a questionnaire: a sentence, a drawing, its figures, for each question; the wave before beside it.
import { type Html, html } from '#platform/html.ts'
import { barChart } from '#platform/ui/charts.ts'
import { notice } from '#platform/ui/feedback.ts'
import { listSentence, number, percent, plural, quoted, typo } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { LEAST } from '#platform/told/few.ts'
import type { Results, Told } from './figures.ts'

/** What is told of a wave, under its name. */
export interface Wave {
  readonly name: string
  readonly results: Results
}

const alike = (told: Told, previous: Wave | null): Told | undefined =>
  previous?.results.questions.find(({ label }) => label === told.label)

/** The share of the same answer the wave before, where it was told by itself or gathered alike. */
function before(told: Told, labels: readonly string[], previous: Wave | null): number | undefined {
  const then = alike(told, previous)
  const same =
    then?.groups.find((group) => group.labels.join() === labels.join())?.count ??
    then?.apart?.find(({ label }) => label === labels.join())?.count
  return same == null || previous?.results.count == null ? undefined : same / previous.results.count
}

/** « + 9 », of shares as they are written. */
function gap(now: number, then: number): string {
  const points = Math.round(now * 100) - Math.round(then * 100)
  return points === 0 ? '0' : `${points > 0 ? '+' : '−'}\u00a0${number(Math.abs(points))}`
}

interface Bar {
  readonly labels: readonly string[]
  /** Null: not told. */
  readonly count: number | null
}

const barsOf = ({ groups, apart = [] }: Told): Bar[] => [
  ...groups,
  ...apart.map(({ label, count }) => ({ labels: [label], count })),
]

const nameOf = ({ labels }: Pick<Bar, 'labels'>): string => typo(listSentence(labels, 'ou'))

function sentence(told: Told, count: number, previous: Wave | null): Html {
  const most = barsOf(told).toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0))[0]
  const several =
    told.kind === 'several' &&
    html` Plusieurs réponses étaient possibles, sur ${number(count)} questionnaires.`
  if (most?.count == null) return html`Trop peu de réponses pour être montrées.${several}`
  const then = before(told, most.labels, previous)
  const said = listSentence(
    most.labels.map((label) => quoted(typo(label))),
    'ou',
  )
  return html`<b>${percent(most.count / count)} ont répondu ${said}</b>${then !== undefined && `, contre ${percent(then)} la vague d’avant`}.${several}`
}

const drawn = (told: Told, count: number, previous: Wave | null): Html =>
  barChart({
    caption: typo(told.label),
    sentence: sentence(told, count, previous),
    heads: ['Réponse', 'Nombre'],
    bars: barsOf(told).map((bar) => ({
      label: nameOf(bar),
      share: (bar.count ?? 0) / count,
      text: bar.count === null ? 'non montré' : `${number(bar.count)} (${percent(bar.count / count)})`,
    })),
  })

/** Wave beside wave, of the answers that both tell. */
function waves(told: Told, count: number, previous: Wave | null): Html | false {
  const rows = barsOf(told).flatMap((bar) => {
    const then = before(told, bar.labels, previous)
    if (then === undefined || bar.count === null) return []
    const now = bar.count / count
    return [[nameOf(bar), percent(then), percent(now), gap(now, then)]]
  })
  return (
    previous !== null &&
    rows.length > 0 &&
    html`<details><summary>Comparer à la vague d’avant</summary>${table({
      caption: typo(`${told.label}, d’une vague à l’autre`),
      captionHidden: true,
      columns: [
        { label: 'Réponse' },
        { label: previous.name, right: true },
        { label: 'Cette vague', right: true },
        { label: 'Écart, en points', right: true },
      ],
      rows,
      dense: true,
    })}</details>`
  )
}

function crossing({ label, groups, crossing: told }: Told): Html | false {
  return (
    told !== undefined &&
    html`<details><summary>Croiser avec ${quoted(typo(told.by))}</summary>${table({
      caption: typo(`${label}, selon ${told.by}`),
      captionHidden: true,
      columns: [{ label: 'Qui' }, ...groups.map((group) => ({ label: nameOf(group), right: true }))],
      rows: told.columns.map(({ label: who, counts }) => {
        const all = counts.reduce((sum, one) => sum + one, 0)
        return [typo(who), ...counts.map((one) => `${number(one)} (${percent(one / all)})`)]
      }),
      dense: true,
    })}</details>`
  )
}

/**
 * @param previous the wave before, told already
 * @param part how a question stands on its page
 */
export function resultsShown(
  { count, questions }: Results,
  previous: Wave | null,
  part: (title: string, body: Html) => Html,
): Html {
  if (count === null)
    return notice(
      'info',
      'Trop peu de réponses',
      html`<p>Moins de ${LEAST} personnes ont répondu&nbsp;: rien n’est montré.</p>`,
    )
  const then = previous?.results.count
  const parts = questions.map((told) =>
    part(
      typo(told.label),
      html`<div class="inside stack">${drawn(told, count, previous)}${waves(told, count, previous)}${crossing(told)}</div>`,
    ),
  )
  return html`<p class="say-first"><b>${plural(count, 'réponse', 'réponses')}</b>${then != null && `, contre ${number(then)} la vague d’avant`}. Aucun chiffre n’est montré pour moins de ${LEAST} personnes&nbsp;: des réponses voisines trop rares sont comptées ensemble.</p><div class="told-parts">${parts}</div>`
}

/** The same figures, as lines of a spreadsheet: what is not shown is not there either. */
export const resultLines = ({ questions }: Results): string[][] => [
  ['Question', 'Réponse', 'Selon', 'Nombre'],
  ...questions.flatMap((told) => [
    ...told.groups.map((group) => [told.label, group.labels.join(' ou '), '', String(group.count)]),
    ...(told.apart ?? []).map(({ label, count }) => [told.label, label, '', String(count ?? 'non montré')]),
    ...(told.crossing?.columns ?? []).flatMap((column) =>
      column.counts.map((count, at) => [
        ...[told.label, told.groups[at]?.labels.join(' ou ') ?? ''],
        ...[`${told.crossing?.by ?? ''} ${column.label}`, String(count)],
      ]),
    ),
  ]),
]
