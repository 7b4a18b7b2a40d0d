// A service as administrators see it: what is online, what is being written and differs, what each town chooses, its versions.
import { type Html, html } from '#platform/html.ts'
import type { Choice } from '#platform/screens/field.ts'
import { linkButton } from '#platform/ui/button.ts'
import { fold, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import { draftPanel, type Past, typedIn, versionsPanel, type Written } from '#drafting'
import { originCell, type Said } from '#settings'
import type { Authority, Territory } from '#territory'
import type { ServiceDefinition } from '../../words/definition.ts'
import { type Group, groupsOf } from '../../words/parts.ts'

/** What a town says of a service. */
export interface TownView {
  town: Authority
  /** Its own words or what it inherits, by the setting of each part that it may say. */
  said: ReadonlyMap<string, Said>
}

export interface ServiceView {
  slug: string
  written: Written<ServiceDefinition>
  live: { version: number; body: ServiceDefinition; publishedAt: Date }
  place: Territory
  mayWrite: boolean
  /** The town whose words are shown; null: those of the metropolis. */
  town: TownView | null
  /** What towns say otherwise. */
  elsewhere: readonly { town: Authority; label: string; shown: string }[]
  /** Why the draft is not published. */
  problems: readonly string[]
  /** What towns choose of it, and what it says for this authority. */
  settings: readonly Said[]
  authority: Authority
  /** They choose that setting for this authority: it leads to its screen. */
  chooses: (setting: { key: string }) => boolean
  /** What it may be filed under, by the part that says it. */
  filings: Readonly<Record<string, readonly Choice[]>>
  versions: readonly Past[]
  /** Titles of the reply templates that suit it. */
  templates: readonly string[]
}

const CURRENT = '/administration/demarches'

const list = (sentences: readonly string[]): Html =>
  html`<ul>${sentences.map((one) => html`<li>${one}</li>`)}</ul>`

/** Many short lines are read in one; the others as they were typed. */
const FEW_LINES = 8
const shownText = (typed: string): Html => {
  const lines = typed.split('\n')
  return lines.length > FEW_LINES && lines.every((line) => line !== '' && line.length < 60)
    ? html`<p>${lines.join(', ')}</p>`
    : html`<div>${prose(typed)}</div>`
}

type Line = readonly [term: Html, value: Html]

/** A part as that town says it, with whose words they are; one that is the same everywhere has no tag. */
function lineOf(group: Group, name: string, written: string, view: ServiceView): Line | null {
  const { town } = view
  const part = group.parts[name]
  const own = town?.said.get(part?.key ?? '')
  const said = own?.typed ?? written
  const typed = view.filings[name]?.find(([value]) => value === said)?.[1] ?? said
  const label = part?.field.label ?? name
  if (town === null || own === undefined) return typed === '' ? null : [html`${label}`, shownText(typed)]
  const text = typed === '' ? html`<span class="soft">Rien</span>` : shownText(typed)
  return [chosenTerm(own.setting.key, label, view), html`${text} ${originCell(own)}`]
}

/** The name of what a setting says, which leads to its screen and its history. */
function chosenTerm(key: string, label: string, { slug, authority, chooses }: ServiceView): Html {
  if (!chooses({ key })) return html`${label}`
  const query = new URLSearchParams({ collectivite: authority.slug, pour: `demarche-${slug}` })
  return html`<a href="/administration/reglages/${key}?${query.toString()}">${label}</a>`
}

function groupPanels(view: ServiceView): Html[] {
  const { slug, written, live, mayWrite, town } = view
  const service = (mayWrite ? written.draft : null) ?? live.body
  return groupsOf(service).map((group) => {
    const typed = typedIn(group, service, view.place)
    const lines = Object.keys(group.parts).flatMap((name): Line[] => {
      const line = lineOf(group, name, typed[name] ?? '', view)
      return line === null ? [] : [line]
    })
    const isWritten =
      town === null ? mayWrite : Object.values(group.parts).some(({ key }) => town.said.has(key ?? ''))
    const at = town === null ? group.name : `communes/${town.town.slug}/${group.name}`
    const change =
      isWritten && linkButton('Modifier', `${CURRENT}/${slug}/${at}`, { kind: 'quiet', more: group.title })
    return panel(group.title, factList(lines), { end: change })
  })
}

const factList = (lines: readonly Line[]): Html =>
  lines.length === 0
    ? html`<p class="soft">Rien n’est dit.</p>`
    : html`<dl class="facts">${lines.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`

function elsewherePanel({ slug, elsewhere }: ServiceView): Html | null {
  if (elsewhere.length === 0) return null
  const rows = elsewhere.map(({ town, label, shown }) => [
    html`<a href="${CURRENT}/${slug}?pour=${town.slug}">${town.name}</a>`,
    label,
    html`<span class="typed">${shown === '' ? 'Rien' : shown}</span>`,
  ])
  return panel(
    'Ce que des communes disent autrement',
    table({
      caption: 'Ce que des communes disent autrement',
      captionHidden: true,
      columns: [{ label: 'Commune' }, { label: 'Quoi' }, { label: 'Ce qu’elle dit' }],
      rows,
    }),
  )
}

function settingsPanel(view: ServiceView): Html {
  const { settings, authority } = view
  const rows = settings.map(
    (said) =>
      [
        chosenTerm(said.setting.key, said.setting.label, view),
        html`${said.shown === '' ? html`<span class="soft">Rien</span>` : said.shown} ${originCell(said)}`,
      ] as const,
  )
  return panel(`Ce que choisit chaque commune\u00a0: ${authority.name}`, factList(rows))
}

/** GET /administration/demarches/:demarche */
export function servicePage(frame: AgentFrame, view: ServiceView): Html {
  const { slug, written, live, place, templates, mayWrite, problems } = view
  const main = html`<div class="stack"><p class="meta"><a href="${CURRENT}">Démarches publiées</a></p>
    <div class="row apart"><h1>${live.body.title} <span class="soft">version ${live.version}, en ligne depuis le ${mediumDate(live.publishedAt, place.zone)}</span></h1>${linkButton('Voir la page', `/demarches/${slug}`, { kind: 'bare' })}</div>
    ${mayWrite && draftPanel(frame, { at: `${CURRENT}/${slug}`, written, problems })}${settingsPanel(view)}${groupPanels(view)}${elsewherePanel(view)}
    ${panel('Modèles de réponse', templates.length === 0 ? html`<p>Aucun ne lui convient.</p>` : fold('Ceux qui lui conviennent', list(templates), { meta: String(templates.length) }))}
    ${versionsPanel(view.versions, place.zone)}</div>`
  return agentPage(frame, {
    title: live.body.title,
    main,
    current: CURRENT,
    errorCount: view.problems.length,
  })
}
