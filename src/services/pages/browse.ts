// Ways to a service: everything by theme, one theme, one life event, the answer of a search.
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { linkList, slabs } from '#platform/ui/content.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { icon, iconNamed } from '#platform/ui/icon.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import type { Place } from '#territory'
import type { LiveService } from '../catalogue.ts'
import type { ServiceDefinition, Theme } from '../definition.ts'
import { toPlace } from '../french.ts'
import type { CommuneChoice } from './commune.ts'
import { askForm } from './home.ts'

const HOME = { href: '/', label: 'Accueil' }
const ALL = { href: '/demarches', label: 'Démarches' }

/** Address of a service; keeps the commune of the search. */
function addressOf(slug: string, commune: string | null): string {
  return commune === null ? `/demarches/${slug}` : `/demarches/${slug}?commune=${commune}`
}

/** Says a service in one line: who answers, how long, where. */
export type SayLine = (service: ServiceDefinition) => string

function serviceLinks(services: readonly LiveService[]): Html {
  return linkList(
    services.map(({ slug, definition }) => ({
      href: addressOf(slug, null),
      label: definition.title,
      end: icon('arrow-right'),
    })),
  )
}

export interface ListView {
  groups: { theme: Theme; services: readonly LiveService[] }[]
  communes: CommuneChoice['communes']
  ou: string
}

/** GET /demarches */
export function listPage(ctx: Context, { groups, communes, ou }: ListView): Html {
  const sections = groups.map(
    ({ theme, services }) =>
      html`<section class="stack" aria-labelledby="${theme.slug}"><h2 id="${theme.slug}">${theme.title}</h2>${serviceLinks(services)}</section>`,
  )
  const main = html`<div class="stack wide"><h1>Toutes les démarches</h1>${askForm({ quoi: '', ou, communes })}<div class="split even">${sections}</div></div>`
  return citizenPage(frameOf(ctx), {
    title: 'Toutes les démarches',
    main,
    current: '/demarches',
    crumbs: [HOME],
  })
}

export interface FoundView {
  quoi: string
  ou: string
  /** What the place typed says. */
  where: Place
  /** The territory whose communes are known: « Métropole de Lyon ». */
  territoryName: string
  /** Where the person is, when it is known. */
  area: { code: string; name: string } | null
  found: readonly LiveService[]
  line: SayLine
  themes: readonly Theme[]
  communes: CommuneChoice['communes']
}

/** GET /demarches?quoi= */
export function foundPage(ctx: Context, view: FoundView): Html {
  const { quoi, ou, area, found } = view
  const where = area === null ? '' : ` ${toPlace(area.name)}`
  const body =
    found.length === 0
      ? nothing(ctx, view)
      : html`<p role="status"><b>${plural(found.length, 'démarche', 'démarches')}</b> pour «&nbsp;${quoi}&nbsp;»${where}</p>${results(found, view.line, area?.code ?? null)}`
  const main = html`<div class="stack wide"><h1>Chercher une démarche</h1>${askForm({ quoi, ou, communes: view.communes })}<div class="stack">${placeSaid(view)}${body}</div></div>`
  return citizenPage(frameOf(ctx), {
    title: `Chercher : ${quoi}`,
    main,
    current: '/demarches',
    crumbs: [HOME, ALL],
  })
}

const either = new Intl.ListFormat('fr', { type: 'disjunction' })

/** What was understood of the place typed: never passed over in silence. */
function placeSaid({ quoi, ou, where, territoryName }: FoundView): Html | null {
  if (where.kind === 'unknown')
    return html`<p class="meta">Nous n’avons pas reconnu la commune dans «&nbsp;${ou}&nbsp;». Vous préciserez le lieu dans la démarche.</p>`
  if (where.kind === 'outside')
    return html`<p class="meta"><b>${where.name}</b> n’est pas dans la ${territoryName}. Les démarches ci-dessous concernent ses communes&nbsp;; adressez-vous à la mairie de chez vous pour les autres.</p>`
  if (where.kind === 'area' && where.corrected)
    return html`<p class="meta">Pour «&nbsp;${ou}&nbsp;», nous avons compris <b>${where.area.name}</b>.</p>`
  if (where.kind !== 'several') return null
  const links = where.areas.map(
    ({ code, name }) =>
      html`<li><a href="/demarches?${new URLSearchParams({ quoi, ou: name, commune: code }).toString()}">${name}</a></li>`,
  )
  return html`<div class="stack tight"><p><b>«&nbsp;${ou}&nbsp;»&nbsp;: ${either.format(where.areas.map(({ name }) => name))}&nbsp;?</b> Choisissez votre commune.</p><ul class="plain">${links}</ul></div>`
}

function results(services: readonly LiveService[], line: SayLine, commune: string | null): Html {
  const items = services.map(
    ({ slug, definition }) =>
      html`<li><h2 class="small"><a href="${addressOf(slug, commune)}">${definition.title}</a></h2><p class="reading">${definition.lead}</p><p class="meta">${line(definition)}</p></li>`,
  )
  return html`<ol class="results stack">${items}</ol>`
}

function nothing(ctx: Context, { quoi, themes }: FoundView): Html {
  const { phone } = ctx.site
  const call = phone === null ? '' : ` Vous pouvez aussi appeler le ${phone} : un agent cherche avec vous.`
  const list = themes.map(({ slug, title, text, icon: name }) => ({
    href: `/demarches/themes/${slug}`,
    title,
    text,
    icon: iconNamed(name, 'info'),
  }))
  return html`<div role="status">${emptyState(`Rien trouvé pour «\u00a0${quoi}\u00a0»`, `Essayez un mot plus simple, ou partez d’un thème.${call}`)}</div><h2>Les thèmes</h2>${slabs(list)}`
}

/** GET /demarches/themes/:slug */
export function themePage(
  ctx: Context,
  theme: Theme,
  { services, line }: { services: readonly LiveService[]; line: SayLine },
): Html {
  const body =
    services.length > 0
      ? results(services, line, null)
      : emptyState(
          'Aucune démarche dans ce thème pour l’instant',
          'Posez votre question à un agent : il trouve qui répond.',
          { href: '/aide', label: 'Être aidé' },
        )
  const main = html`<div class="stack wide"><header class="stack"><h1>${theme.title}</h1><p class="lead">${theme.text}</p></header>${body}</div>`
  return citizenPage(frameOf(ctx), { title: theme.title, main, current: '/demarches', crumbs: [HOME, ALL] })
}
