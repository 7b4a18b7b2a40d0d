// « S’abonner »: what it is, in words, and the addresses to copy.
import { type Actor, lentTo, ownName } from '#platform/actor.ts'
import type { FeedAsked, FeedSource } from '#platform/api/feeds.ts'
import { type Html, html } from '#platform/html.ts'
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
import type { CitizenPage } from '#platform/ui/layout.ts'
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

/** What is said of one’s own address, and how the way there is called; no way for whoever acts for somebody, whose address is theirs. */
function ownWay({ actor }: { actor: Actor }): { said: string; label: string | null } {
  if (ownName(actor) !== null)
    return { said: 'La vôtre montre aussi ce qui vous est réservé.', label: 'Voir mon adresse personnelle' }
  if (actor.by === undefined || actor.by === null)
    return {
      said: 'Si des contenus vous sont réservés, comme agent ou comme élu, connectez-vous\u00a0: vous aurez une adresse à vous.',
      label: 'Se connecter et voir mon adresse',
    }
  const whose = lentTo(actor)?.personName ?? 'la personne pour qui vous agissez'
  return { said: `Ce qui est réservé à ${whose} se lit à une adresse secrète, à elle seule.`, label: null }
}

/** What is for oneself is at an address of one’s own. */
function ownPart(ctx: Context, { source, asked }: Subscribed): Html {
  const { said, label } = ownWay(ctx)
  return section(
    label === null ? 'Ce qui est réservé' : 'Ce qui vous est réservé',
    html`<p>Les adresses ci-dessus montrent ce que tout le monde lit. ${said}</p>${label !== null && html`<p><a href="${feedPage(SHOWN, source, asked)}">${label}</a></p>`}`,
  )
}

/** GET /flux?liste=… */
export function subscribePage(ctx: Context, list: Subscribed): CitizenPage {
  const { source, title, asked } = list
  const formats = formatsOf(source)
  const main = html`<div class="stack wide reading"><h1>S’abonner</h1>
    <p class="lead">${title}</p>
    <p>Un abonnement vous montre ce qui paraît dans cette liste sans revenir sur ce site.</p>
    ${formats.includes('ics') && section('Dans votre agenda', html`${CALENDAR_STEPS}${addresses(ctx, list, ['ics'])}`)}
    ${section('Dans un lecteur de flux', html`${READER_STEPS}${addresses(ctx, list, ['atom', 'rss'])}`)}
    ${ownPart(ctx, list)}
    <p><a class="more" href="${listPath(source, asked)}">Revenir à la liste</a></p></div>`
  return { title: `S’abonner\u00a0: ${title}`, main, crumbs: [HOME], crumb: 'S’abonner' }
}

/** GET /flux */
export function listsPage(ctx: Context): CitizenPage {
  const main = html`<div class="stack wide reading"><h1>S’abonner</h1>
    <p>Choisissez la liste à laquelle vous abonner. Sur sa page, un filtre (une commune, une rubrique) vous abonne à cela seul.</p>
    <ul class="plain">${ctx.feeds.map((source) => html`<li><a href="${feedPage(SUBSCRIBE, source, {})}">${source.title}</a></li>`)}</ul></div>`
  return { title: 'S’abonner', main, crumbs: [HOME] }
}
