// What is told of a questionnaire: a sentence, a drawing, its figures, for each question; the wave before beside it.
import { type Html, html } from '#platform/html.ts'
import { barChart } from '#platform/ui/charts.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { listSentence, number, percent, plural, typo } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { type Group, LEAST, type Results, type Told } from './figures.ts'

const nameOf = ({ labels }: Group): string => typo(listSentence(labels, 'ou'))

/** The share of the same group the wave before, where it was gathered alike. */
function before(told: Told, group: Group, previous: Results | null): string {
  const same = previous?.questions
    .find(({ label }) => label === told.label)
    ?.groups.find(({ labels }) => labels.join() === group.labels.join())
  return same === undefined || previous?.count == null
    ? ''
    : `, ${percent(same.count / previous.count)} la vague d’avant`
}

function oneAnswer(told: Told, count: number, previous: Results | null): Html {
  const most = told.groups.toSorted((a, b) => b.count - a.count)[0]
  if (most === undefined) return html`<p>Trop peu de réponses pour être montrées.</p>`
  return barChart({
    caption: typo(told.label),
    sentence: html`${percent(most.count / count)} ont répondu ${nameOf(most)}${before(told, most, previous)}.`,
    heads: ['Réponse', 'Nombre'],
    bars: told.groups.map((group) => ({
      label: nameOf(group),
      share: group.count / count,
      text: `${number(group.count)} (${percent(group.count / count)}${before(told, group, previous)})`,
    })),
  })
}

/** The share of the same choice the wave before, where it was told. */
function choiceBefore(told: Told, choice: string, previous: Results | null): string {
  const count = previous?.questions
    .find(({ label }) => label === told.label)
    ?.apart?.find(({ label }) => label === choice)?.count
  return count == null || previous?.count == null
    ? ''
    : `, ${percent(count / previous.count)} la vague d’avant`
}

function severalAnswers(told: Told, count: number, previous: Results | null): Html {
  const { label, apart = [] } = told
  return barChart({
    caption: typo(label),
    sentence: `Plusieurs réponses étaient possibles, sur ${number(count)} questionnaires.`,
    heads: ['Réponse', 'Nombre'],
    bars: apart.map((one) => ({
      label: typo(one.label),
      share: (one.count ?? 0) / count,
      text:
        one.count === null
          ? 'non montré'
          : `${number(one.count)} (${percent(one.count / count)}${choiceBefore(told, one.label, previous)})`,
    })),
  })
}

function crossing({ label, groups, crossing: told }: Told): Html | false {
  return (
    told !== undefined &&
    html`<details><summary>Selon la réponse à ${typo(told.by)}</summary>${table({
      caption: typo(`${label}, selon ${told.by}`),
      captionHidden: true,
      columns: [{ label: 'Qui' }, ...groups.map((group) => ({ label: nameOf(group), right: true }))],
      rows: told.columns.map((column) => [
        typo(column.label),
        ...column.counts.map((count) => number(count)),
      ]),
      dense: true,
    })}</details>`
  )
}

/** @param previous those of the wave before, told already */
export function resultsShown(results: Results, previous: Results | null): Html {
  const { count } = results
  if (count === null)
    return notice(
      'info',
      'Trop peu de réponses',
      html`<p>Moins de ${LEAST} personnes ont répondu&nbsp;: rien n’est montré.</p>`,
    )
  const parts = results.questions.map((told) =>
    panel(
      typo(told.label),
      html`<div class="inside stack">${told.kind === 'several' ? severalAnswers(told, count, previous) : oneAnswer(told, count, previous)}${crossing(told)}</div>`,
    ),
  )
  return html`<p class="say-first">${plural(count, 'réponse', 'réponses')}. Aucun chiffre n’est montré pour moins de ${LEAST} personnes&nbsp;: des réponses voisines trop rares sont comptées ensemble.</p>${parts}`
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
