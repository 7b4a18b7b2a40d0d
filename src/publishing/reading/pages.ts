// The list of contents, narrowed by type, theme and commune, and one of them.
import { WHO_ELSE } from '#audiences'
import { type ShownPicture, smallOf as smallAddress } from '#media'
import type { FeedAsked } from '#platform/api/feeds.ts'
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { agent } from '#platform/access.ts'
import { lentTo } from '#platform/actor.ts'
import { button, buttonForm } from '#platform/ui/button.ts'
import { alternatesOf, subscribeLink } from '#feeds'
import { emptyState, notice } from '#platform/ui/feedback.ts'
import { type Option, select } from '#platform/ui/fields.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import type { CitizenPage } from '#platform/ui/layout.ts'
import { icon } from '#platform/ui/icon.ts'
import { pagination } from '#platform/ui/navigation.ts'
import { opinionForm } from '../opinion/ask.ts'
import type { TakenFrom } from '../record/queries.origin.ts'
import { contentArticle } from './article.ts'
import type { ContentView } from './view.ts'

export const HERE = '/contenus'

const HOME = { href: '/', label: 'Accueil' }

/** What a line of a list shows. */
export interface Line {
  href: string
  title: string
  summary: string
  /** « Article », « Fiche d’expérience » */
  type: string
  theme: string
  /** Shown beside it; null: none. */
  picture: ShownPicture | null
  authority: string
  /** `YYYY-MM-DD` */
  day: string
  /** Does everybody read it? */
  isPublic: boolean
}

/** For whom a content is, in a sign and a word. */
export const audienceMark = (isPublic: boolean): Html =>
  html`<span class="aud">${icon(isPublic ? 'globe' : 'users-round')}${isPublic ? 'Public' : 'Public ciblé'}</span>`

/** Its title is beside it, and says what it is about. */
const smallOf = (picture: ShownPicture): Html =>
  html`<img src="${smallAddress(picture)}" alt="" width="120" height="90" loading="lazy">`

/** Contents, a line each; those that everybody does not read say so. */
export const contentLines = (lines: readonly Line[]): Html =>
  html`<ul class="contents-list">${lines.map(
    ({ href, title, summary, type, theme, authority, day, picture, isPublic }) =>
      html`<li>${picture !== null && smallOf(picture)}<a href="${href}">${title}</a>${summary !== '' && html`<p>${summary}</p>`}<p class="meta">${[type, theme, authority].filter((text) => text !== '').join(' · ')} · <time datetime="${day}">${longDate(day)}</time>${!isPublic && html` ${audienceMark(false)}`}</p></li>`,
  )}</ul>`

export interface ListView {
  lines: Line[]
  /** How many in all; « plus de » beyond what is counted. */
  count: { said: number; isMore: boolean }
  facets: { name: string; label: string; all: string; value: string; options: Option[] }[]
  /** As the address asks them. */
  filters: FeedAsked
  isNarrowed: boolean
  previous: string | null
  next: string | null
}

const countText = ({ said, isMore }: ListView['count']): string =>
  `${isMore ? 'Plus de ' : ''}${plural(said, 'contenu', 'contenus')}`

/** GET /contenus */
export function contentsPage({ feeds }: Pick<Context, 'feeds'>, view: ListView): CitizenPage {
  const { lines, count, facets, filters, isNarrowed, previous, next } = view
  const feed = feeds.find(({ at }) => at === HERE)
  const boxes = facets.map(({ name, label, all, value, options }) =>
    select({ name, label, options, value, blank: all }),
  )
  const list =
    lines.length > 0
      ? html`<p class="meta">${countText(count)}</p>${contentLines(lines)}${pagination({ previous, next })}`
      : isNarrowed
        ? emptyState('Rien ne correspond', 'Retirez un filtre pour en voir davantage.', {
            href: HERE,
            label: 'Tous les contenus',
          })
        : emptyState(
            'Rien pour le moment',
            'Ce que la Métropole et les communes publient pour vous paraît ici.',
          )
  const main = html`<div class="stack wide"><h1>Contenus</h1>
    <form class="facets" action="${HERE}">${boxes}<div>${button('Afficher', { kind: 'quiet' })}</div></form>
    <section class="stack" aria-label="Liste">${list}</section>${feed && subscribeLink(feed, filters)}</div>`
  const alternates = feed && alternatesOf(feed, filters)
  return {
    title: 'Contenus',
    main,
    crumbs: [HOME],
    ...(alternates === undefined ? {} : { alternates }),
  }
}

/** What is urgent asks whoever reads it to say so, in their own name. */
function acknowledging(
  ctx: Context,
  { place }: ContentView,
  { id, acknowledgedAt }: { id: number; acknowledgedAt: Date | null },
): Html {
  const lent = lentTo(ctx.actor)
  if (lent !== null)
    return notice(
      'info',
      'Urgent',
      html`<p>C’est à ${lent.personName} de dire en avoir pris connaissance&nbsp;: personne ne le dit à sa place.</p>`,
    )
  if (acknowledgedAt !== null)
    return notice('good', `Vous en avez pris connaissance le ${longDate(acknowledgedAt, place.zone)}`)
  return notice(
    'warn',
    'Urgent',
    html`<p>Il vous est demandé de dire que vous l’avez lu. Qui l’a publié saura que c’est fait.</p>${buttonForm('J’ai pris connaissance', `/compte/connaissance/${id}`, ctx.csrf)}`,
  )
}

/** By its name; whoever reads it there too is led to it. */
const takenText = ({ name, contentId }: TakenFrom): Html =>
  html`<p class="meta">Repris de&nbsp;: ${contentId === null ? name : html`<a href="${HERE}/${contentId}/lire">${name}</a>`}.</p>`

/**
 * GET /contenus/:id/:slug. `why`: by what whoever reads is meant; null when everybody is. `above`: what is said to who writes it alone.
 * `asked`: to be acknowledged.
 */
export function contentPage(
  ctx: Context,
  view: ContentView,
  why: string | null,
  {
    above,
    asked,
    judged,
    seats = null,
    from = null,
  }: {
    above?: Html
    asked?: { id: number; acknowledgedAt: Date | null } | null
    /** The content on which readers are asked whether it helped. */
    judged?: number
    /** Where one signs up; null: one does not. */
    seats?: Html | null
    /** Where it was taken up, when some only read it there. */
    from?: TakenFrom | null
  } = {},
): CitizenPage {
  const meant =
    why !== null &&
    html`<aside class="card plain-card stack tight" aria-labelledby="pourquoi"><h2 class="small" id="pourquoi">Pourquoi je vois ceci</h2><p>${why} ${WHO_ELSE}</p></aside>`
  const main = html`${above && html`<div class="above">${above}</div>`}<article class="stack reading"><p class="meta">${view.type.title}</p><h1>${view.title}</h1>${contentArticle(view)}${from && takenText(from)}${asked && acknowledging(ctx, view, asked)}${seats}${meant}${judged !== undefined && !ctx.actor.by && opinionForm(judged, ctx.csrf)}
    <p class="row"><a class="more" href="${HERE}">Tous les contenus</a>${judged !== undefined && agent().anywhere.ever(ctx.actor) && html`<a class="more" href="${HERE}/${judged}/lire/affichette">Affichette</a>`}</p></article>`
  return {
    title: view.title,
    main,
    crumbs: [HOME, { href: HERE, label: 'Contenus' }],
    ...(view.summary === '' ? {} : { description: view.summary }),
  }
}
