// Definitions in force, for the administrator: versions, what the prover says, who answers, read as sentences.
import { adminNav } from '#platform/http/navigation.ts'
import { agentFrameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { the } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { mediumDate, number, plural } from '#platform/ui/french.ts'
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

/** GET /administration/demarches */
export function definitionsPage(ctx: Context, view: DefinitionsView): Html {
  const main = html`<div class="stack"><h1>Démarches et règles</h1>
    <p class="reading">Ce qui est publié, tel que le programme l’applique. Une version publiée ne change plus&nbsp;: ce qui a été demandé sous une version y reste.</p>
    ${whose(view)}${searchBox({ action: '/administration/demarches', name: 'q', hidden: view.town === null ? {} : { pour: view.town.slug }, label: 'Une démarche, un formulaire, une règle\u00a0: titre, lieu, service ou texte de loi', value: view.words })}
    ${sections(view)}</div>`
  return agentPage(agentFrameOf(ctx, view.unit, adminNav(ctx), view.today), {
    title: 'Démarches et règles',
    main,
    current: '/administration/demarches',
  })
}

/** Everything, or what one's own town answers. */
function whose({ towns, town }: DefinitionsView): Html | null {
  if (towns.length === 0 && town === null) return null
  const shown = town === null || towns.some(({ id }) => id === town.id) ? towns : [...towns, town]
  return tabs('De qui', [
    { label: 'Tout le territoire', href: '/administration/demarches', current: town === null },
    ...shown.map(({ id, slug, name }) => ({
      label: `Ce que traite ${the(authorityNoun({ name }))}`,
      href: `/administration/demarches?pour=${slug}`,
      current: id === town?.id,
    })),
  ])
}

/** The three tables, with ways to each: the rules stand under a hundred services. */
function sections(view: DefinitionsView): Html {
  const all = [
    { id: 'services', title: 'Démarches', count: view.services.length, table: servicesTable },
    { id: 'circuits', title: 'Circuits', count: view.workflows.length, table: workflowsTable },
    { id: 'regles', title: 'Qui répond', count: view.rules.length, table: rulesTable },
  ]
  const some = all.filter(({ count }) => count > 0)
  if (some.length === 0)
    return emptyState('Rien ne correspond', 'Essayez un autre mot, ou le début d’un mot.', {
      href: '/administration/demarches',
      label: 'Tout voir',
    })
  const ways = some.map(
    ({ id, title, count }) => html`<a href="#${id}">${title} <span class="count">${number(count)}</span></a>`,
  )
  return html`<nav class="row" aria-label="Sur cette page">${ways}</nav>${some.map(({ id, title, table: rows }) => panel(title, rows(view), { id, bare: true }))}`
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
