// Definitions in force, for the administrator: versions, what the prover says, who answers, read as sentences.
import { adminNav } from '#platform/http/navigation.ts'
import { agentFrameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { the } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { mediumDate, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { searchBox, tabs } from '#platform/ui/navigation.ts'
import { table } from '#platform/ui/table.ts'
import { type Authority, authorityNoun } from '#territory'
import type { RuleView } from '../../catalogue/rule-view.ts'

export interface DefinitionsView {
  unit: string
  today: string
  zone: string
  /** What was searched: the tables hold what answers it. */
  words: string
  /** Those the person administers, and the one whose definitions alone are shown. */
  towns: readonly Authority[]
  town: Authority | null
  services: {
    title: string
    slug: string
    version: number
    status: 'draft' | 'live' | 'archived'
    since: Date
    form: string | null
    workflow: string | null
  }[]
  workflows: { title: string; version: number; states: number; transitions: number; problems: string[] }[]
  rules: RuleView[]
}

const STATUS = {
  live: ['good', 'En ligne'],
  draft: ['info', 'Brouillon'],
  archived: ['idle', 'Archivée'],
} as const

/** The two lists: their addresses and names, in the menu and above themselves. */
export const SERVICES = { at: '/administration/demarches', title: 'Démarches et circuits' } as const
export const RULES = { at: '/administration/regles', title: 'Qui répond, où' } as const

/** GET /administration/demarches */
export const servicesPage = (ctx: Context, view: DefinitionsView): Html =>
  listPage(ctx, view, {
    ...SERVICES,
    intro:
      'Ce qui est publié, tel que le programme l’applique. Une version publiée ne change plus\u00a0: ce qui a été demandé sous une version y reste.',
    search: 'Une démarche, un formulaire, un circuit\u00a0: quelques lettres du titre',
    panels: [
      { title: 'Démarches', count: view.services.length, rows: servicesTable(view) },
      { title: 'Circuits', count: view.workflows.length, rows: workflowsTable(view) },
    ],
  })

/** GET /administration/regles */
export const rulesPage = (ctx: Context, view: DefinitionsView): Html =>
  listPage(ctx, view, {
    ...RULES,
    intro:
      'Pour chaque sujet et chaque lieu, l’autorité et le service qui répondent, et le texte qui le dit.',
    search: 'Un sujet, un lieu, un service, un texte de loi',
    panels: [{ title: 'Règles de compétence', count: view.rules.length, rows: rulesTable(view) }],
  })

interface Shown {
  at: string
  title: string
  intro: string
  search: string
  panels: readonly { title: string; count: number; rows: Html }[]
}

function listPage(ctx: Context, view: DefinitionsView, { at, title, intro, search, panels }: Shown): Html {
  const some = panels.filter(({ count }) => count > 0)
  const found =
    some.length > 0
      ? html`${some.map((item) => panel(item.title, item.rows, { bare: true }))}`
      : emptyState('Rien ne correspond', 'Essayez un autre mot, ou le début d’un mot.', {
          href: `${at}?pour=${ALL}`,
          label: 'Tout voir',
        })
  const main = html`<div class="stack"><h1>${title}</h1>
    <p class="reading">${intro}</p>
    ${whose(view, at)}${searchBox({ action: at, name: 'q', hidden: { pour: view.town?.slug ?? ALL }, label: search, value: view.words })}
    ${found}</div>`
  return agentPage(agentFrameOf(ctx, view.unit, adminNav(ctx), view.today), { title, main, current: at })
}

/** What an address says for the whole territory: a town's administrator sees theirs first. */
const ALL = 'tout'

/** Everything, or what one's own town answers. */
function whose({ towns, town }: DefinitionsView, at: string): Html | null {
  if (towns.length === 0 && town === null) return null
  const shown = town === null || towns.some(({ id }) => id === town.id) ? towns : [...towns, town]
  return tabs('De qui', [
    { label: 'Tout le territoire', href: `${at}?pour=${ALL}`, current: town === null },
    ...shown.map(({ id, slug, name }) => ({
      label: `Ce que traite ${the(authorityNoun({ name }))}`,
      href: `${at}?pour=${slug}`,
      current: id === town?.id,
    })),
  ])
}

function servicesTable({ services, zone }: DefinitionsView): Html {
  return table({
    caption: plural(services.length, 'version', 'versions'),
    columns: [
      { label: 'Démarche' },
      { label: 'Version', right: true },
      { label: 'État' },
      { label: 'Depuis' },
      { label: 'Formulaire' },
      { label: 'Circuit' },
    ],
    rows: services.map((item) => {
      const [tone, label] = STATUS[item.status]
      return [
        html`<a href="/demarches/${item.slug}">${item.title}</a>`,
        item.version,
        tag(tone, label),
        mediumDate(item.since, zone),
        item.form ?? 'Lien seulement',
        item.workflow ?? '',
      ]
    }),
    dense: true,
  })
}

function workflowsTable({ workflows }: DefinitionsView): Html {
  return table({
    caption: plural(workflows.length, 'circuit en service', 'circuits en service'),
    columns: [
      { label: 'Circuit' },
      { label: 'Version', right: true },
      { label: 'États', right: true },
      { label: 'Actions', right: true },
      { label: 'Preuve' },
    ],
    rows: workflows.map((item) => [
      item.title,
      item.version,
      item.states,
      item.transitions,
      proof(item.problems),
    ]),
    dense: true,
  })
}

function proof(problems: readonly string[]): Html {
  if (problems.length > 0) return html`${problems.map((problem) => html`<p>${problem}</p>`)}`
  return tag('good', 'Aucune demande ne peut rester sans réponse')
}

function rulesTable({ rules }: DefinitionsView): Html {
  return table({
    caption: plural(rules.length, 'règle', 'règles'),
    columns: [
      { label: 'Sujet' },
      { label: 'Ce qu’elle dit' },
      { label: 'Fondement' },
      { label: 'Aujourd’hui' },
    ],
    rows: rules.map(({ subject, sentence, basis, inForce }) => [
      subject,
      sentence,
      basis,
      inForce ? tag('good', 'En vigueur') : tag('idle', 'Hors dates'),
    ]),
    dense: true,
  })
}
