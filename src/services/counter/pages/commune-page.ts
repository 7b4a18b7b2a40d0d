// One commune: its town hall and what is near, its news, what it answers itself, and its own counter.
import { of, to, town } from '#platform/french/noun.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { linkList, prose, section } from '#platform/ui/content.ts'
import { notice } from '#platform/ui/feedback.ts'
import { number } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { type NewsItem, newsList } from '#publishing'
import type { Reception } from '#territory'
import type { CommuneChoice } from './commune.ts'
import { receptionList } from './reception.ts'

export interface CommuneView {
  commune: { code: string; name: string; population: number; postcodes: readonly string[] }
  chosen: CommuneChoice['chosen']
  /** On the counter of the metropolis, where one says which commune is one’s own. */
  isMain: boolean
  counter: string | null
  website: string | null
  /** In the commune: its town halls first. */
  here: readonly Reception[]
  /** Elsewhere, when the commune has none of a kind. */
  near: readonly Reception[]
  /** Why its town hall does not receive by itself what is asked online; null when it does. */
  received: string | null
  news: NewsItem[]
  /** What the commune answers itself, by theme. */
  themes: { slug: string; title: string; services: { slug: string; title: string }[] }[]
  now: Date
}

/** GET /communes/:slug */
export function communePage(ctx: Context, view: CommuneView): Html {
  const { commune, here, near, news, now, received, website } = view
  const main = html`<div class="stack wide"><header class="stack"><h1>${commune.name}</h1>
    <p class="lead">${number(commune.population)} habitants, ${commune.postcodes.join(', ')}.</p>${ways(ctx, view)}${received !== null && notice('info', 'Vos demandes en ligne', prose(received))}</header>
    <div class="split even">
    ${section('Où aller, qui appeler', html`${receptionList(here, now)}${near.length > 0 && html`<h3>Et près ${of(town(commune.name))}</h3>${receptionList(near, now)}`}`, { id: 'lieux' })}
    ${section('En ce moment', newsList(news) ?? html`<p class="meta">Aucune information en ce moment.</p>`, { id: 'jour' })}
    </div>
    ${servicesSection(view)}
    ${website !== null && html`<p><a href="${website}" rel="external">Le site ${of(town(commune.name))}${icon('external-link')}</a></p>`}</div>`
  return citizenPage(frameOf(ctx), {
    title: commune.name,
    main,
    crumbs: [
      { href: '/', label: 'Accueil' },
      { href: '/communes', label: 'Les communes' },
    ],
    description: `Mairie, horaires et démarches ${to(town(commune.name))}.`,
  })
}

function ways(ctx: Context, { commune, chosen, counter, isMain }: CommuneView): Html | null {
  if (!isMain) return null
  const keep =
    chosen?.code === commune.code
      ? html`<p class="meta">${icon('check')} C’est votre commune.</p>`
      : html`<form method="post" action="/commune">${csrfField(ctx.csrf)}<input type="hidden" name="retour" value="${ctx.url}"><input type="hidden" name="commune" value="${commune.code}">${button('C’est ma commune', { kind: 'quiet' })}</form>`
  return html`<div class="row">${counter !== null && linkButton(`Ouvrir le guichet ${of(town(commune.name))}`, counter)}${keep}</div>`
}

function servicesSection({ commune, themes }: CommuneView): Html {
  const lists = themes.map(
    ({ slug, title, services }) =>
      html`<section class="stack tight" aria-labelledby="${slug}"><h3 id="${slug}">${title}</h3>${linkList(
        services.map((item) => ({
          href: `/demarches/${item.slug}?commune=${commune.code}`,
          label: item.title,
        })),
      )}</section>`,
  )
  return section(
    `Ce que la mairie ${of(town(commune.name))} fait pour vous`,
    html`<div class="split even">${lists}</div><p>${icon('arrow-right')}<a href="/demarches">Toutes les démarches, celles de la mairie et les autres</a></p>`,
    { id: 'demarches' },
  )
}
