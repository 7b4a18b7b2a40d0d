// A service as administrators see it: what is online, what is being written and differs, what each town chooses, its versions.
import { type Html, html } from '#platform/html.ts'
import type { Setting } from '#platform/house/settings.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { facts, fold, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { mediumDate, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { Chosen } from '#settings'
import type { Authority } from '#territory'
import type { Written } from '../draft.ts'
import { groupsOf, typedIn } from '../parts.ts'

export interface ServiceView {
  slug: string
  written: Written
  zone: string
  mayWrite: boolean
  /** Why the draft is not published. */
  problems: readonly string[]
  /** What towns choose of it, and what it says for this authority. */
  settings: readonly { setting: Setting; chosen: Chosen | undefined }[]
  authority: Authority
  metropolisId: number
  versions: readonly { version: number; publishedAt: Date; changes: readonly string[] }[]
  /** Titles of the reply templates that suit it. */
  templates: readonly string[]
}

const CURRENT = '/administration/demarches'

const list = (sentences: readonly string[]): Html =>
  html`<ul>${sentences.map((one) => html`<li>${one}</li>`)}</ul>`

function draftPanel(frame: AgentFrame, { slug, written, mayWrite, problems }: ServiceView): Html | null {
  const { draft, changes, isOld, live } = written
  if (draft === null || !mayWrite) return null
  const act = (name: string, label: string, kind?: 'quiet') =>
    buttonForm(label, `${CURRENT}/${slug}/${name}`, frame.csrf, kind === undefined ? {} : { kind })
  const said =
    changes.length === 0
      ? html`<p>Le brouillon dit la même chose que ce qui est en ligne.</p>`
      : list(changes)
  const kept = problems.length > 0 && notice('bad', 'Rien n’est publié', list(problems))
  const acts = isOld
    ? html`<p>La version ${live.version} a été publiée depuis que ce brouillon a été commencé.</p><div class="row">${act('reprendre', 'Reprendre le brouillon sur cette version')}${act('abandonner', 'Abandonner', 'quiet')}</div>`
    : html`<div class="row">${changes.length > 0 && act('publier', `Publier la version ${live.version + 1}`)}${act('abandonner', 'Abandonner', 'quiet')}</div>`
  return panel('Brouillon\u00a0: ce qui change', html`${kept}${said}${acts}`)
}

/** Many short lines are read in one; the others as they were typed. */
const FEW_LINES = 8
const shownText = (typed: string): Html => {
  const lines = typed.split('\n')
  return lines.length > FEW_LINES && lines.every((line) => line !== '' && line.length < 60)
    ? html`<p>${lines.join(', ')}</p>`
    : html`<div>${prose(typed)}</div>`
}

function groupPanels({ slug, written, mayWrite }: ServiceView): Html[] {
  const service = written.draft ?? written.live.body
  return groupsOf(service).map((group) => {
    const typed = typedIn(group, service)
    const rows = Object.entries(group.parts).map(
      ([name, { field }]) => [field.label, typed[name] !== '' && shownText(typed[name] ?? '')] as const,
    )
    const change =
      mayWrite &&
      linkButton('Modifier', `${CURRENT}/${slug}/${group.name}`, { kind: 'quiet', more: group.title })
    const isSaid = rows.some(([, value]) => value !== false)
    return panel(group.title, isSaid ? facts(rows) : html`<p class="soft">Rien n’est dit.</p>`, {
      end: change,
    })
  })
}

const shownOf = ({ control }: Setting, typed: string): string =>
  control === 'text' ? typed : (control.find(([value]) => value === typed)?.[1] ?? typed)

function settingsPanel({ slug, settings, authority, metropolisId }: ServiceView): Html {
  const query = new URLSearchParams({ collectivite: authority.slug, pour: `demarche-${slug}` })
  const rows = settings.map(({ setting, chosen }) => {
    const shown = shownOf(setting, chosen?.typed ?? setting.otherwise)
    const from = chosen?.from ?? null
    const origin =
      from === null
        ? 'D’origine'
        : from.authorityId === authority.id
          ? 'Choisi ici'
          : from.authorityId === metropolisId
            ? 'Hérité de la métropole'
            : 'Hérité'
    return [
      html`<a href="/administration/reglages/${setting.key}?${query.toString()}">${setting.label}</a>`,
      html`${shown === '' ? html`<span class="soft">Rien</span>` : shown} ${tag(origin === 'Choisi ici' ? 'good' : 'idle', origin)}`,
    ] as const
  })
  return panel(
    `Ce que choisit chaque commune\u00a0: ${authority.name}`,
    html`<dl class="facts">${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`,
  )
}

function versionsPanel({ versions, zone }: ServiceView): Html {
  const items = versions.map(({ version, publishedAt, changes }) =>
    changes.length === 0
      ? html`<p>Version ${version}, le ${mediumDate(publishedAt, zone)}</p>`
      : fold(`Version ${version}, le ${mediumDate(publishedAt, zone)}`, list(changes), {
          meta: plural(changes.length, 'changement', 'changements'),
        }),
  )
  return panel('Versions', html`${items}`)
}

/** GET /administration/demarches/:demarche */
export function servicePage(frame: AgentFrame, view: ServiceView): Html {
  const { slug, written, zone, templates } = view
  const { live } = written
  const main = html`<div class="stack"><p class="meta"><a href="${CURRENT}">Démarches publiées</a></p>
    <div class="row apart"><h1>${live.body.title} <span class="soft">version ${live.version}, en ligne depuis le ${mediumDate(live.publishedAt, zone)}</span></h1>${linkButton('Voir la page', `/demarches/${slug}`, { kind: 'bare' })}</div>
    ${draftPanel(frame, view)}${settingsPanel(view)}${groupPanels(view)}
    ${panel('Modèles de réponse', templates.length === 0 ? html`<p>Aucun ne lui convient.</p>` : fold('Ceux qui lui conviennent', list(templates), { meta: String(templates.length) }))}
    ${versionsPanel(view)}</div>`
  return agentPage(frame, {
    title: live.body.title,
    main,
    current: CURRENT,
    errorCount: view.problems.length,
  })
}
