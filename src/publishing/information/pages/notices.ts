// The list of public informations, and one of them.
import { WHO_ELSE } from '#audiences'
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { type Noun, the } from '#platform/french/noun.ts'
import { button } from '#platform/ui/button.ts'
import { prose } from '#platform/ui/content.ts'
import type { FeedAsked } from '#platform/api/feeds.ts'
import { alternatesOf, subscribeLink } from '#feeds'
import { emptyState } from '#platform/ui/feedback.ts'
import { select } from '#platform/ui/fields.ts'
import { longDate } from '#platform/ui/french.ts'
import type { CitizenPage } from '#platform/ui/layout.ts'
import { authorityNoun, localDay, type Territory } from '#territory'
import type { Notice } from '../queries.ts'
import { newsList, type NewsItem } from './news.ts'

export interface NoticesView {
  items: NewsItem[]
  /** Those for whoever reads, and not for everybody. */
  own: NewsItem[]
  communes: { code: string; name: string }[]
  chosen: { code: string; name: string } | null
}

/** GET /informations */
export function noticesPage(
  { site, feeds }: Pick<Context, 'site' | 'feeds'>,
  { items, own, communes, chosen }: NoticesView,
): CitizenPage {
  const feed = feeds.find(({ at }) => at === '/informations')
  const asked: FeedAsked = chosen === null ? {} : { commune: chosen.code }
  const options = communes.map(({ code, name }) => ({ value: code, label: name }))
  const where = chosen === null ? site.metropolisName : `${chosen.name} et ${site.metropolisName}`
  const list =
    newsList(items) ??
    emptyState(
      'Aucune information en ce moment',
      'Les travaux, les fermetures et les changements d’horaires s’affichent ici dès qu’ils sont connus.',
    )
  const forYou =
    own.length > 0 &&
    html`<section class="stack" aria-labelledby="pour-vous"><h2 id="pour-vous">Pour vous</h2>${newsList(own)}</section>`
  const main = html`<div class="stack wide reading">
    <h1>Informations</h1>${forYou}
    <form class="stack tight" action="/informations">
    ${select({ name: 'commune', label: 'Voir une commune', options, value: chosen?.code, blank: 'Seulement la métropole' })}
    <div>${button('Afficher', { kind: 'quiet' })}</div></form>
    <section class="stack" aria-labelledby="liste"><h2 id="liste">En ce moment&nbsp;: ${where}</h2>${list}</section>${feed && subscribeLink(feed, asked)}</div>`
  const alternates = feed && alternatesOf(feed, asked)
  return {
    title: 'Informations',
    main,
    crumbs: [{ href: '/', label: 'Accueil' }],
    ...(alternates === undefined ? {} : { alternates }),
  }
}

interface NoticeView {
  theme: string
  title: string
  text: string
  from: Noun
  publishedOn: string
  /** Last day, or null. */
  until: string | null
  ended: boolean
}

/** What residents read of one. */
export function noticeView(
  notice: Omit<Notice, 'id' | 'audienceId'>,
  place: Territory,
  now: Date,
): NoticeView {
  const { theme, title, text, publishedAt, endsAt, authorityId } = notice
  return {
    ...{ theme, title, text },
    from: authorityNoun(place.authority(authorityId)),
    publishedOn: localDay(publishedAt, place.zone),
    until: endsAt === null ? null : localDay(endsAt, place.zone),
    ended: endsAt !== null && endsAt <= now,
  }
}

/** What it says, its title apart. */
export function noticeArticle(notice: NoticeView): Html {
  const until =
    notice.until === null
      ? null
      : html`, jusqu’au <time datetime="${notice.until}">${longDate(notice.until)}</time>`
  const ended = notice.ended ? html`<p><b>Cette information n’est plus d’actualité.</b></p>` : null
  return html`<p class="meta">${notice.theme}. Publié par ${the(notice.from)} le <time datetime="${notice.publishedOn}">${longDate(notice.publishedOn)}</time>${until}.</p>
    ${ended}${prose(notice.text)}`
}

/** GET /informations/:id. `why`: by what whoever reads is meant; null when everybody is. */
export function noticePage(notice: NoticeView, why: string | null): CitizenPage {
  const meant =
    why !== null &&
    html`<aside class="card plain-card stack tight" aria-labelledby="pourquoi"><h2 class="small" id="pourquoi">Pourquoi je vois ceci</h2><p>${why} ${WHO_ELSE}</p></aside>`
  const main = html`<article class="stack reading"><h1>${notice.title}</h1>${noticeArticle(notice)}${meant}
    <p><a class="more" href="/informations">Toutes les informations</a></p></article>`
  const crumbs = [
    { href: '/', label: 'Accueil' },
    { href: '/informations', label: 'Informations' },
  ]
  return { title: notice.title, main, crumbs }
}
