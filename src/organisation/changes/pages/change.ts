// A reorganisation: what moves, where to, what it changes for people; what keeps it back; what was said of it.
import type { Possession } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import type { EventRow } from '#platform/ledger/events.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { listSentence, longDate, plural } from '#platform/ui/french.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { breadcrumb } from '#platform/ui/navigation.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { Territory } from '#territory'
import { CHANGES, changeHref, HOME, unitHref } from '../../units/addresses.ts'
import type { ChangeRow } from '../queries.ts'
import { sentenceOf, STATES, titleOf } from '../words.ts'

export interface ChangeView {
  change: ChangeRow
  place: Territory
  possessions: readonly Possession[]
  /** How many of each kind move, or moved. */
  counts: Readonly<Record<string, number>>
  /** What would strand somebody: each with its remedy. */
  problems: readonly string[]
  /** The last day on which it may be undone; null when it may not. */
  undoneUntil: string | null
  story: readonly EventRow[]
}

const unitLink = (place: Territory, id: number): Html =>
  html`<a href="${unitHref(id)}">${place.unit(id).name}</a>`

/** Their functions and communes, which the unit that follows takes. */
function workLine({ change: { units, target }, place }: ChangeView) {
  const functions = [...new Set(units.flatMap((id) => place.unit(id).functions))].map(place.functionName)
  if (functions.length === 0 || target === null) return []
  const served = units.some((id) => place.unit(id).communes === null)
    ? 'toutes leurs communes'
    : plural(new Set(units.flatMap((id) => place.unit(id).communes ?? [])).size, 'commune', 'communes')
  return [
    [
      `${plural(functions.length, 'sujet traité', 'sujets traités')} (${listSentence(functions)}), ${served}`,
      unitLink(place, target),
      'Les demandes à venir y vont\u00a0; aucune adresse ne reste sans service.',
    ],
  ]
}

function moves(view: ChangeView): Html {
  const { change, place, possessions, counts } = view
  const { target, kind } = change
  const to = target === null ? html`Tête de la collectivité` : unitLink(place, target)
  const held = possessions.filter(({ id }) => (counts[id] ?? 0) > 0)
  const rows =
    kind === 'move'
      ? change.units.map((id) => [
          unitLink(place, id),
          to,
          'Elle garde tout ce qu’elle tient\u00a0; ses responsables sont ceux de sa nouvelle place.',
        ])
      : [
          ...held.map(({ id, one, several, effect, handing }) => [
            plural(counts[id] ?? 0, one, several),
            handing === undefined ? html`<span class="soft">suit</span>` : to,
            effect,
          ]),
          ...workLine(view),
        ]
  const columns = [{ label: 'Ce qui bouge' }, { label: 'Vers' }, { label: 'Ce qui change pour les gens' }]
  const body =
    rows.length === 0
      ? html`<p class="inside">Ces unités ne tiennent rien&nbsp;: elles se ferment sans que rien ne bouge.</p>`
      : table({ caption: 'Chaque chose, et où elle va', captionHidden: true, columns, rows, dense: true })
  return panel(
    change.state === 'applied' || change.state === 'undone' ? 'Ce qui a bougé' : 'Ce qui bouge',
    body,
    { bare: true },
  )
}

const findings = (problems: readonly string[]): Html[] =>
  problems.map((problem) => notice('bad', 'Quelqu’un resterait sans réponse', html`<p>${problem}</p>`))

function acts(
  { change: { id, state }, problems, undoneUntil }: ChangeView,
  { csrf }: AgentFrame,
): Html | null {
  const at = changeHref(id)
  const isToCome = state === 'previewed' || state === 'planned'
  const confirm =
    state === 'previewed' &&
    problems.length === 0 &&
    buttonForm('Confirmer', `${at}/confirmation`, csrf, { kind: 'danger' })
  const give = isToCome && buttonForm('Abandonner', `${at}/abandon`, csrf, { kind: 'quiet' })
  const back =
    undoneUntil !== null &&
    state === 'applied' &&
    html`${buttonForm('Tout remettre en place', `${at}/retour`, csrf, { kind: 'quiet' })}<span class="meta">possible jusqu’au ${longDate(undoneUntil)}</span>`
  return html`<div class="row">${confirm}${give}${back}</div>`
}

const SAID: Readonly<Record<string, string>> = {
  'reorganisation.planned': 'Décidée',
  'reorganisation.applied': 'Faite',
  'reorganisation.dropped': 'Abandonnée',
  'reorganisation.undone': 'Défaite',
}

const told = ({ story, place }: ChangeView): Html | null =>
  historyPanel(
    story.toReversed().map(({ at, actorLabel, name }) => ({ at, by: actorLabel, said: SAID[name] ?? name })),
    place.zone,
  )

/** GET /administration/organisation/changements/:changement */
export function changePage(frame: AgentFrame, view: ChangeView): Html {
  const { change, place, problems } = view
  const title = titleOf(change, place)
  const crumbs = breadcrumb(
    [
      { href: HOME, label: 'Organisation' },
      { href: CHANGES, label: 'Réorganisations' },
    ],
    title,
  )
  const main = html`<div class="stack">${crumbs}<div class="stack tight"><h1>${title}</h1><p class="row tiny-gap">${tag(...STATES[change.state])}</p>
    <p class="reading">${sentenceOf(change, place)}</p></div>${findings(problems)}${moves(view)}${acts(view, frame)}${told(view)}</div>`
  return agentPage(frame, { title, main, current: HOME })
}
