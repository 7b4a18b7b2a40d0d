// One’s own address: whether there is one, a new one, none any more; and what it is, list by list, once who one is was asked again.
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { section } from '#platform/ui/content.ts'
import { notice } from '#platform/ui/feedback.ts'
import { feedPage, formatsOf } from '../links.ts'
import { longDate } from '#platform/ui/french.ts'
import { accountMain } from '#people'
import { OWN, OWN_TITLE } from '../places.ts'
import type { Address } from '../queries.ts'
import { addresses, type Subscribed } from './subscribe.ts'

const framed = (ctx: Context, title: string, body: Html): Html =>
  ownPage(ctx, {
    title,
    main: accountMain(ctx, '/compte/securite', body),
  })

const WHAT = html`<p>Une adresse secrète, à vous seul, montre dans votre agenda et dans votre lecteur de flux ce que la Métropole et les communes publient pour vous. Elle n’ouvre rien d’autre, et ne permet de rien changer.</p>
  <p>Qui la connaît lit ce que vous lisez dans ces listes&nbsp;: ne la donnez à personne. Dans un agenda, ce qui n’est pas public n’a pas de titre, parce qu’un agenda se voit sur l’écran d’une salle ou d’un collègue.</p>
  <p>Elle prend fin avec votre compte, et chaque fois qu’un de vos postes ou de vos mandats d’élu commence ou finit.</p>`

interface Places {
  /** What makes a new one, and where it is then shown, of the list that one came from. */
  renew: string
  shown: string
}

const renew = (ctx: Context, { renew: at }: Places, label: string, kind: 'main' | 'quiet'): Html =>
  buttonForm(label, at, ctx.csrf, { kind })
const end = (ctx: Context): Html =>
  buttonForm('Supprimer mon adresse', `${OWN}/fin`, ctx.csrf, { kind: 'bare' })

function standing(ctx: Context, zone: string, address: Address | null, places: Places): Html {
  if (address === null)
    return html`<p>Vous n’avez pas d’adresse personnelle.</p>${renew(ctx, places, 'Créer mon adresse', 'main')}`
  const { madeAt, stands } = address
  if (!stands)
    return html`${notice('warn', 'Votre adresse a pris fin', html`<p>Un de vos postes ou de vos mandats a commencé ou fini depuis le ${longDate(madeAt, zone)}. Faites-en une nouvelle, puis remplacez l’ancienne dans vos agendas.</p>`)}
      ${renew(ctx, places, 'Nouvelle adresse', 'main')}${end(ctx)}`
  return html`<p>Vous avez une adresse personnelle depuis le ${longDate(madeAt, zone)}.</p>
    <p>${linkButton('Voir mon adresse', places.shown)}</p>
    ${section('Elle est connue de quelqu’un d’autre\u00a0?', html`<p>Une nouvelle adresse remplace l’ancienne, qui ne mène plus à rien aussitôt&nbsp;: il faudra la remplacer dans vos agendas.</p>${renew(ctx, places, 'Nouvelle adresse', 'quiet')}${end(ctx)}`)}`
}

/** GET /compte/abonnements */
export const ownAddressPage = (ctx: Context, zone: string, address: Address | null, places: Places): Html =>
  framed(
    ctx,
    OWN_TITLE,
    html`<div class="stack"><h1>${OWN_TITLE}</h1>${WHAT}${standing(ctx, zone, address, places)}</div>`,
  )

/** GET /compte/abonnements/adresse */
export function addressPage(ctx: Context, secret: string, lists: readonly Subscribed[]): Html {
  const parts = lists.map((list) => section(list.title, addresses(ctx, list, formatsOf(list.source), secret)))
  const [only] = lists
  const back = lists.length === 1 && only !== undefined ? feedPage('/flux', only.source, only.asked) : null
  return framed(
    ctx,
    'Mon adresse personnelle',
    html`<div class="stack"><h1>Mon adresse personnelle</h1>
    ${notice('warn', 'Ne la donnez à personne', html`<p>Qui connaît l’une de ces adresses lit ce qui vous est réservé dans ces listes. <a href="${OWN}">La remplacer ou la supprimer</a>.</p>`)}
    ${parts}
    ${back !== null && html`<p><a class="more" href="${back}">Revenir à l’abonnement</a></p>`}</div>`,
  )
}
