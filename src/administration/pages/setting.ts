// One setting in one place: what is chosen, from whom it would be inherited, where else it is chosen, and its history.
import { type Html, html } from '#platform/html.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { controlOf } from '#platform/screens/control.ts'
import type { Setting } from '#platform/house/settings.ts'
import { versionField } from '#platform/screens/outdated.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import { choicesOf, type Place, placeName, scopeQuery } from '../scope.ts'
import { CURRENT } from './settings.ts'

export interface SettingView {
  setting: Setting
  where: Place
  typed: string
  /** Of what is shown: who saves after somebody else is told. */
  version: number
  seen: string
  /** Both texts, once somebody was faster. */
  both: Html | null
  origin: { isOwn: boolean; text: string }
  /** Chosen here: it may be given back. */
  isOwn: boolean
  elsewhere: readonly { place: string; shown: string }[]
  /** `shown` null: given back. */
  history: readonly { shown: string | null; since: Date; by: string | null }[]
  problems: readonly FieldProblem[]
}

const control = ({ setting, typed, problems }: SettingView): Html =>
  controlOf(
    { ...setting, optional: typeof setting.control === 'string' && setting.optional !== false },
    { name: 'valeur', values: { valeur: typed }, problems },
  )

const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`

function form(frame: AgentFrame, view: SettingView): Html {
  const { setting, where, isOwn, version, seen } = view
  const { authority, pour } = choicesOf(where)
  const back = isOwn
    ? html`<button class="button quiet" name="acte" value="heriter">Revenir à ce qui est hérité</button>`
    : null
  return html`<form class="stack" method="post" action="${CURRENT}/${setting.key}" novalidate>${csrfField(frame.csrf)}
    ${hidden('collectivite', authority)}${hidden('pour', pour)}${versionField(version, seen)}<div class="fields">${control(view)}</div>
    <div class="row">${button('Enregistrer')}${back}${linkButton('Tous les réglages', `${CURRENT}${scopeQuery(where)}`, { kind: 'bare' })}</div></form>`
}

const elsewherePanel = ({ elsewhere }: SettingView): Html | null =>
  elsewhere.length === 0
    ? null
    : panel(
        'Choisi autrement ailleurs',
        table({
          caption: 'Collectivités et services qui ont choisi autrement',
          captionHidden: true,
          columns: [{ label: 'Où' }, { label: 'Ce qui y vaut' }],
          rows: elsewhere.map(({ place, shown }) => [place, shown === '' ? 'Rien' : shown]),
        }),
      )

const told = ({ history, where }: SettingView): Html | null =>
  historyPanel(
    history.map(({ shown, since, by }) => ({
      at: since,
      by: by ?? 'Quelqu’un qui n’est plus là',
      said: shown === null ? 'Rendu à ce qui est hérité' : shown === '' ? 'Rien' : shown,
    })),
    where.place.zone,
  )

/** GET /administration/reglages/:reglage */
export function settingPage(frame: AgentFrame, view: SettingView): Html {
  const { setting, where, origin, problems } = view
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${setting.label} <span class="soft">${placeName(where.scope, where)}</span></h1>${view.both}
    ${panel(origin.text, form(frame, view))}${elsewherePanel(view)}${told(view)}</div>`
  return agentPage(frame, { title: setting.label, main, current: CURRENT, errorCount: errors.length })
}
