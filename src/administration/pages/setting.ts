// One setting in one place: what is chosen, from whom it would be inherited, where else it is chosen, and its history.
import { type Html, type HtmlValue, html } from '#platform/html.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { controlOf } from '#platform/screens/control.ts'
import type { Setting, Token } from '#platform/house/settings.ts'
import { versionField } from '#platform/screens/outdated.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { fold } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { Said } from '#settings'
import { type Place, placeName, pourOf, scopeQuery } from '../scope.ts'
import { CURRENT } from './settings.ts'

/** A text with words that are replaced. */
export interface WordedView {
  tokens: readonly Token[]
  /** As it will be read; null while it is refused. */
  preview: Html | null
  /** It is what was typed, and not what is in force. */
  isTried: boolean
}

export interface SettingView {
  setting: Setting
  where: Place
  typed: string
  /** Of what is shown: who saves after somebody else is told. */
  version: number
  seen: string
  /** Both texts, once somebody was faster. */
  both: Html | null
  said: Said
  worded: WordedView | null
  /** Chosen here: it may be given back. */
  isOwn: boolean
  elsewhere: readonly { place: string; shown: string }[]
  /** `shown` null: given back. */
  history: readonly { shown: string | null; since: Date; by: string }[]
  problems: readonly FieldProblem[]
}

const control = ({ setting, typed, problems }: SettingView): Html =>
  controlOf(
    { ...setting, optional: typeof setting.control === 'string' && setting.optional !== false },
    { name: 'valeur', values: { valeur: typed }, problems },
  )

const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`

function tokensList({ worded }: SettingView): Html | null {
  if (worded === null) return null
  const detail = table({
    caption: 'Les mots remplacés',
    captionHidden: true,
    dense: true,
    columns: [{ label: 'Mot' }, { label: 'Ce qu’il devient' }, { label: 'Par exemple' }],
    rows: worded.tokens.map(({ typed, meaning, sample }) => [typed, meaning, sample]),
  })
  return html`<div><p class="reading">Mots remplacés d’eux-mêmes&nbsp;: ${worded.tokens.map(({ typed }) => typed).join(' ')}</p>${fold('Ce que chacun devient', detail)}</div>`
}

const PREVIEW = 'apercu'

const previewPanel = ({ worded }: SettingView): Html | null =>
  worded?.preview
    ? panel(
        'Comme on le lira',
        html`${worded.isTried && html`<p><b>Rien n’est encore enregistré.</b></p>`}${worded.preview}`,
        { id: PREVIEW },
      )
    : null

/** Who chose it, and what would hold here otherwise. */
const madeWords = ({ by, above }: Said): Html | null =>
  by === null
    ? null
    : html`<p class="reading">Choisi par ${by}.${above !== null && html` Sans ce choix, voici ce qui vaudrait (${above.origin})&nbsp;:`}</p>${above !== null && html`<blockquote class="typed">${above.shown === '' ? 'Rien' : above.shown}</blockquote>`}`

function form(frame: AgentFrame, view: SettingView): Html {
  const { setting, where, isOwn, version, seen } = view
  const back = isOwn
    ? html`<button class="button quiet" name="acte" value="heriter">Revenir à ce qui est hérité</button>`
    : null
  const look =
    view.worded !== null &&
    html`<button class="button quiet" name="acte" value="essayer" formaction="${CURRENT}/${setting.key}#${PREVIEW}">Voir avant d’enregistrer</button>`
  return html`<form class="stack" method="post" action="${CURRENT}/${setting.key}" novalidate>${csrfField(frame.csrf)}
    ${hidden('collectivite', where.authority.slug)}${hidden('pour', pourOf(where.scope))}${versionField(version, seen)}${view.both}<div class="fields">${control(view)}</div>
    ${tokensList(view)}<div class="row">${button('Enregistrer')}${look}${back}${linkButton('Tous les réglages', `${CURRENT}${scopeQuery(where)}`, { kind: 'bare' })}</div></form>`
}

const asTyped = (shown: string): HtmlValue =>
  shown === '' ? 'Rien' : html`<span class="typed">${shown}</span>`

const elsewherePanel = ({ elsewhere }: SettingView): Html | null =>
  elsewhere.length === 0
    ? null
    : panel(
        'Choisi autrement ailleurs',
        table({
          caption: 'Collectivités et services qui ont choisi autrement',
          captionHidden: true,
          columns: [{ label: 'Où' }, { label: 'Ce qui y vaut' }],
          rows: elsewhere.map(({ place, shown }) => [place, asTyped(shown)]),
        }),
      )

const told = ({ history, where }: SettingView): Html | null =>
  historyPanel(
    history.map(({ shown, since, by }) => ({
      at: since,
      by,
      said: shown === null ? 'Rendu à ce qui est hérité' : asTyped(shown),
    })),
    where.place.zone,
  )

/** GET /administration/reglages/:reglage */
export function settingPage(frame: AgentFrame, view: SettingView): Html {
  const { setting, where, said, problems } = view
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${setting.label} <span class="soft">${placeName(where.scope, where)}</span></h1>
    ${panel(said.origin, html`${madeWords(said)}${form(frame, view)}`)}${previewPanel(view)}${elsewherePanel(view)}${told(view)}</div>`
  return agentPage(frame, { title: setting.label, main, current: CURRENT, errorCount: errors.length })
}
