// The pages of errors: what happened, what is kept, what to do. They work when the database does not.
import { lentTo } from '#platform/actor.ts'
import { html, type Html } from '#platform/html.ts'
import { Broken } from '#platform/http/faults.ts'
import type { Context } from '#platform/http/route.ts'
import {
  BadInput,
  Conflict,
  ForeignAct,
  Forbidden,
  Full,
  LooksOnly,
  NotFound,
  OwnNameOnly,
  PostIdle,
  type ParvisError,
  TooMany,
  Unauthenticated,
  Unavailable,
} from '#platform/errors.ts'
import { actingOf, agentFrameOf, frameOf } from '#platform/http/frame.ts'
import { homeOf, territoriesNav } from '#platform/http/navigation.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { agentPage, citizenPage, plainPage } from '#platform/ui/layout.ts'
import type { ActingView } from '#platform/ui/site.ts'
import { searchBox } from '#platform/ui/navigation.ts'
import { readsAsElected } from '#territory'

const TITLES: [new (...args: never[]) => ParvisError, string][] = [
  [OwnNameOnly, 'Page personnelle'],
  [LooksOnly, 'Lecture seule'],
  [PostIdle, 'Votre poste ne le permet plus'],
  [NotFound, 'Page introuvable'],
  [Forbidden, 'Action impossible'],
  [Unauthenticated, 'Connexion nécessaire'],
  [BadInput, 'Envoi refusé'],
  [Conflict, 'La situation a changé'],
  [TooMany, 'Trop d’essais'],
  [Unavailable, 'Service momentanément indisponible'],
  [Full, 'Plus de place'],
  [Broken, 'Une erreur est survenue'],
]

/** Acting for somebody opens their requests, and no account but one's own: stop, and the page asked for opens. */
function stopFirst(ctx: Context, { back }: OwnNameOnly): Html | null {
  const { by } = ctx.actor
  if (!by) return null
  const label = `Arrêter d’agir pour ${by.personName}`
  return html`<p>Vous agissez pour <b>${by.personName}</b>. ${lentTo(ctx.actor) === null ? 'Un mandat ouvre ses demandes, pas son compte.' : 'Un mandat de collaborateur ouvre ce qui est adressé à ses mandats électifs, et aucun compte.'} Arrêtez d’agir pour ${by.personName}, et votre propre page s’ouvre.</p>
    <div class="actions">${buttonForm(label, '/compte/proches/arret', ctx.csrf, { fields: { suite: back } })}</div>`
}

function wayOut(ctx: Context, error: ParvisError): Html {
  if (error instanceof OwnNameOnly)
    return html`${stopFirst(ctx, error)}<p><a href="${lentTo(ctx.actor) === null ? ctx.door.account : ctx.door.onBehalf}">Continuer à agir pour cette personne</a></p>`
  if (error instanceof LooksOnly)
    return html`<p>Pour agir, revenez à votre compte, par le bouton en haut de la page.</p><p><a href="${homeOf(ctx)}">Continuer à voir comme cette personne</a></p>`
  const { by } = ctx.actor
  if (by?.looks && error instanceof NotFound)
    return html`<p>Vous voyez Parvis comme <b>${by.personName}</b>, à qui cette page n’est pas ouverte. Pour la voir avec vos droits, revenez à votre compte, par le bouton en haut de la page.</p><p><a href="${homeOf(ctx)}">Continuer à voir comme cette personne</a></p>`
  if (error instanceof Unavailable) {
    return html`<p>Attendez quelques secondes, puis <a href="${ctx.url}">réessayez</a>. Si vous veniez d’envoyer un formulaire, revenez en arrière et envoyez-le de nouveau&nbsp;: il ne sera compté qu’une fois.</p>`
  }
  if (error instanceof ForeignAct) return html`<p><a href="/">Ouvrir notre site</a></p>`
  const phone =
    ctx.site.phone === null
      ? null
      : html`<p>Besoin d’aide&nbsp;? Un agent vous répond au <b class="nowrap">${ctx.site.phone}</b>.</p>`
  if (readsAsElected(ctx.actor))
    return html`<ul class="links"><li><a href="${homeOf(ctx)}">Revenir à l’accueil des élus</a></li></ul>${phone}`
  const search = searchBox({
    action: '/demarches',
    name: 'quoi',
    label: 'De quoi avez-vous besoin\u00a0?',
    placeholder: 'Trou, bac, acte…',
    button: 'Chercher',
  })
  const home = homeOf(ctx)
  const back = home === '/agents' ? 'Revenir aux demandes à traiter' : 'Revenir à l’administration'
  const desk = ctx.actor.kind === 'agent' && html`<li><a href="${home}">${back}</a></li>`
  return html`${search}<ul class="links">${desk}<li><a href="/">Retour à l’accueil</a></li><li><a href="/demarches">Toutes les démarches</a></li><li><a href="/suivi">Suivre une demande</a></li></ul>${phone}`
}

/** Who is elected, or reads for who is, keeps their menu; the name of their authority alone would need the database. */
function electedPage(ctx: Context, title: string, said: Html, acting: ActingView | null): Html {
  const today = ctx.db.clock().toISOString().slice(0, 10)
  const frame = { ...agentFrameOf(ctx, '', territoriesNav(ctx), today, 'Territoires'), acting }
  const main = html`<div class="stack"><h1>${title}</h1><div class="panel"><div class="inside sheet stack">${said}</div></div></div>`
  return agentPage(frame, { title, main, current: '' })
}

/** One page per kind of error. */
export function errorPage(ctx: Context, error: ParvisError): Html {
  const title = TITLES.find(([kind]) => error instanceof kind)?.[1] ?? 'Une erreur est survenue'
  const said = html`<p class="lead">${error.message}</p>${wayOut(ctx, error)}`
  const acting = error instanceof OwnNameOnly ? null : actingOf(ctx)
  // Nothing else answers, or nothing else should: a page that asks for nothing more.
  if (error instanceof Unavailable || error instanceof ForeignAct)
    return plainPage(ctx.assets, { site: ctx.site, title, acting, main: said })
  if (readsAsElected(ctx.actor)) return electedPage(ctx, title, said, acting)
  const main = html`<div class="reading stack"><h1>${title}</h1>${said}</div>`
  return citizenPage({ ...frameOf(ctx), acting }, { title, main })
}
