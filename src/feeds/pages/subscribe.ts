// « S’abonner »: what it is, in words, and the addresses to copy.
import { ownName } from '#platform/actor.ts'
import type { FeedAsked, FeedSource } from '#platform/api/feeds.ts'
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { section } from '#platform/ui/content.ts'
import {
  FEED_FORMATS,
  feedPage,
  type FeedFormat,
  feedPath,
  formatsOf,
  listPath,
  SUBSCRIBE,
} from '../links.ts'
import { copyableValue } from '#platform/ui/islands.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { SHOWN } from '../places.ts'

export interface Subscribed {
  source: FeedSource
  asked: FeedAsked
  title: string
}

const HOME = { href: '/', label: 'Accueil' }

const originOf = ({ config }: Context): string => new URL(config.publicUrl).origin

/** An address to copy. `jeton`: that of whoever reads. */
const line = (ctx: Context, { source, asked }: Subscribed, format: FeedFormat, jeton?: string): Html =>
  html`<dt>${FEED_FORMATS[format].label}</dt><dd>${copyableValue(`${originOf(ctx)}${feedPath(source, format, asked, jeton)}`)}</dd>`

/** Those of a list, in the formats that answer. */
export const addresses = (
  ctx: Context,
  list: Subscribed,
  formats: readonly FeedFormat[],
  jeton?: string,
): Html =>
  html`<dl class="facts stacked feed-addresses">${formats.map((format) => line(ctx, list, format, jeton))}</dl>`

const CALENDAR_STEPS = html`<p>Dans votre agenda (téléphone, messagerie), choisissez «&nbsp;Ajouter un agenda&nbsp;», puis «&nbsp;par adresse&nbsp;» ou «&nbsp;s’abonner&nbsp;», et collez cette adresse. Un événement déplacé ou annulé y change de lui-même.</p>`
const READER_STEPS = html`<p>Un lecteur de flux montre ce qui paraît sur les sites que vous suivez, sans publicité et sans donner votre adresse e-mail. Collez-y l’une de ces adresses&nbsp;: elles disent la même chose.</p>`

/** What is for oneself is at an address of one’s own. */
function ownPart(ctx: Context, { source, asked }: Subscribed): Html {
  const said =
    ownName(ctx.actor) === null
      ? 'Les adresses ci-dessus montrent ce que tout le monde lit. Si des contenus vous sont réservés, comme agent ou comme élu, connectez-vous\u00a0: vous aurez une adresse à vous.'
      : 'Les adresses ci-dessus montrent ce que tout le monde lit. La vôtre montre aussi ce qui vous est réservé.'
  const label =
    ownName(ctx.actor) === null ? 'Se connecter et voir mon adresse' : 'Voir mon adresse personnelle'
  return section(
    'Ce qui vous est réservé',
    html`<p>${said}</p><p><a href="${feedPage(SHOWN, source, asked)}">${label}</a></p>`,
  )
}

/** GET /flux?liste=… */
export function subscribePage(ctx: Context, list: Subscribed): Html {
  const { source, title, asked } = list
  const formats = formatsOf(source)
  const main = html`<div class="stack wide reading"><h1>S’abonner</h1>
    <p class="lead">${title}</p>
    <p>Un abonnement vous montre ce qui paraît dans cette liste sans revenir sur ce site.</p>
    ${formats.includes('ics') && section('Dans votre agenda', html`${CALENDAR_STEPS}${addresses(ctx, list, ['ics'])}`)}
    ${section('Dans un lecteur de flux', html`${READER_STEPS}${addresses(ctx, list, ['atom', 'rss'])}`)}
    ${ownPart(ctx, list)}
    <p><a class="more" href="${listPath(source, asked)}">Revenir à la liste</a></p></div>`
  return citizenPage(frameOf(ctx), {
    title: `S’abonner\u00a0: ${title}`,
    main,
    crumbs: [HOME],
    crumb: 'S’abonner',
  })
}

/** GET /flux */
export function listsPage(ctx: Context): Html {
  const main = html`<div class="stack wide reading"><h1>S’abonner</h1>
    <p>Choisissez la liste à laquelle vous abonner. Sur sa page, un filtre (une commune, une rubrique) vous abonne à cela seul.</p>
    <ul class="plain">${ctx.feeds.map((source) => html`<li><a href="${feedPage(SUBSCRIBE, source, {})}">${source.title}</a></li>`)}</ul></div>`
  return citizenPage(frameOf(ctx), { title: 'S’abonner', main, crumbs: [HOME] })
}
