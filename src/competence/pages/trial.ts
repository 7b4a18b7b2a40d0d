// What a change would do, shown above the form that makes it.
import { type Html, html } from '#platform/html.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate, number, plural } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { type CompetenceRule, placeKindPhrase, type Rerouted } from '#services'
import type { Territory } from '#territory'
import type { NextRow, Trial } from '../trial.ts'
import { datesWords, kindWords, levelWords, shortName, unitWords, whereWords } from '../words.ts'

const MOST_EXAMPLES = 10

const names = (rules: readonly CompetenceRule[], place: Territory): Html =>
  html`<ul>${rules.map((rule) => html`<li>${shortName(rule, place)}&nbsp;: ${unitWords(rule, place)}</li>`)}</ul>`

function ruleFacts(rule: CompetenceRule, place: Territory, { over, under }: Omit<NextRow, 'rule'>): Html {
  return facts([
    ['Où', `${whereWords(rule, place)}. ${kindWords(rule)}`],
    ['Qui répond', `${levelWords(rule, place)}\u00a0: ${unitWords(rule, place)}`],
    ['Quand', datesWords(rule)],
    ['L’emporte sur', over.length > 0 && names(over, place)],
    ['Cède à', under.length > 0 && names(under, place)],
  ])
}

function examples(moved: readonly Rerouted[], { known, place }: Trial['ground']): Html {
  const rows = moved
    .slice(0, MOST_EXAMPLES)
    .map(({ past, was, becomes }) => [
      `${known.category(past.category)?.label ?? past.category}, ${place.area(past.areaCode)?.name ?? past.areaCode}${past.placeKind === null ? '' : `, ${placeKindPhrase(past.placeKind)}`}`,
      number(past.count),
      unitName(was.unitId, place),
      unitName(becomes.unitId, place),
    ])
  return table({
    caption: 'Demandes qui iraient ailleurs',
    captionHidden: true,
    columns: [
      { label: 'Cas' },
      { label: 'Demandes', right: true },
      { label: 'Aujourd’hui' },
      { label: 'Ensuite' },
    ],
    rows,
    dense: true,
  })
}

function unitName(id: number, place: Territory): string {
  const unit = place.unit(id)
  return `${unit.name}, ${place.authority(unit.authorityId).name}`
}

/** Above the form, once what it says was tried. */
export function trialPanels(trial: Trial): Html {
  const { ground, before, after, from, total, moved } = trial
  const { place } = ground
  const count = moved.reduce((sum, { past }) => sum + past.count, 0)
  const none = { over: [], under: [] }
  const change = html`${before !== null && html`<h3>Aujourd’hui</h3>${ruleFacts(before, place, none)}`}
    ${after.length === 0 ? html`<p>Cette règle ne sera plus là.</p>` : after.map((row) => html`<h3>Ensuite</h3>${ruleFacts(row.rule, place, row)}`)}`
  const said =
    count === 0
      ? `${plural(total, 'demande reçue', 'demandes reçues')} en un an sur ce sujet\u00a0: aucune n’irait ailleurs.`
      : `Sur les ${plural(total, 'demande reçue', 'demandes reçues')} en un an sur ce sujet, ${plural(count, 'irait', 'iraient')} à un autre service.`
  return html`${panel(`Ce qui change le ${longDate(from)}`, change)}
    ${panel('Essai sur les demandes de l’année', html`<p>${said}</p>${count > 0 && examples(moved, ground)}${moved.length > MOST_EXAMPLES && html`<p class="meta">Et ${plural(moved.length - MOST_EXAMPLES, 'autre cas', 'autres cas')}.</p>`}`)}
    <p class="reading">Rien n’est encore fait. Relisez, corrigez ci-dessous s’il le faut, puis appliquez.</p>`
}
