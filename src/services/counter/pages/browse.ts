// Ways to a service: everything by theme, one theme, one life event.
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { linkList } from '#platform/ui/content.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { icon } from '#platform/ui/icon.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import type { LiveService } from '../../catalogue/catalogue.ts'
import type { ServiceDefinition, Theme } from '../../words/definition.ts'
import type { CommuneChoice } from './commune.ts'
import { askForm } from './home.ts'

const HOME = { href: '/', label: 'Accueil' }
const ALL = { href: '/demarches', label: 'Démarches' }

/** Says a service in one line: who answers, how long, where. */
export type SayLine = (service: ServiceDefinition) => string

function serviceLinks(services: readonly LiveService[]): Html {
  return linkList(
    services.map(({ slug, definition }) => ({
      href: `/demarches/${slug}`,
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

function results(services: readonly LiveService[], line: SayLine): Html {
  const items = services.map(
    ({ slug, definition }) =>
      html`<li><h2 class="small"><a href="/demarches/${slug}">${definition.title}</a></h2><p class="reading">${definition.lead}</p><p class="meta">${line(definition)}</p></li>`,
  )
  return html`<ol class="stack">${items}</ol>`
}

/** GET /demarches/themes/:slug */
export function themePage(
  ctx: Context,
  theme: Theme,
  { services, line }: { services: readonly LiveService[]; line: SayLine },
): Html {
  const body =
    services.length > 0
      ? results(services, line)
      : emptyState(
          'Aucune démarche dans ce thème pour l’instant',
          'Posez votre question à un agent\u00a0: il trouve qui répond.',
          { href: '/aide', label: 'Être aidé' },
        )
  const main = html`<div class="stack wide"><header class="stack"><h1>${theme.title}</h1><p class="lead">${theme.text}</p></header>${body}</div>`
  return citizenPage(frameOf(ctx), { title: theme.title, main, current: '/demarches', crumbs: [HOME, ALL] })
}
