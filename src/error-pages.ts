// The pages of errors: what happened, what is kept, what to do. They work when the database does not.
import { html, type Html } from '#platform/html.ts'
import { Broken } from '#platform/http/faults.ts'
import type { Context } from '#platform/http/route.ts'
import {
  BadInput,
  Conflict,
  Forbidden,
  NotFound,
  type ParvisError,
  TooMany,
  Unauthenticated,
  Unavailable,
} from '#platform/errors.ts'
import { plainPage } from '#platform/ui/layout.ts'

const TITLES: [new (...args: never[]) => ParvisError, string][] = [
  [NotFound, 'Page introuvable'],
  [Forbidden, 'Action impossible'],
  [Unauthenticated, 'Connexion nécessaire'],
  [BadInput, 'Envoi refusé'],
  [Conflict, 'La situation a changé'],
  [TooMany, 'Trop d’essais'],
  [Unavailable, 'Service momentanément indisponible'],
  [Broken, 'Une erreur est survenue'],
]

function wayOut(ctx: Context, error: ParvisError): Html {
  if (error instanceof Unavailable) {
    return html`<p>Attendez quelques secondes, puis <a href="${ctx.url}">réessayez</a>. Si vous veniez d’envoyer un formulaire, revenez en arrière et envoyez-le de nouveau&nbsp;: il ne sera compté qu’une fois.</p>`
  }
  const phone =
    ctx.site.phone === null
      ? null
      : html`<p>Besoin d’aide&nbsp;? Un agent vous répond au <b class="nowrap">${ctx.site.phone}</b>.</p>`
  return html`<ul class="links"><li><a href="/">Retour à l’accueil</a></li><li><a href="/demarches">Chercher une démarche</a></li><li><a href="/suivi">Suivre une demande</a></li></ul>${phone}`
}

/** One page per kind of error. */
export function errorPage(ctx: Context, error: ParvisError): Html {
  const title = TITLES.find(([kind]) => error instanceof kind)?.[1] ?? 'Une erreur est survenue'
  return plainPage(ctx.assets, {
    site: ctx.site,
    title,
    main: html`<p class="lead">${error.message}</p>${wayOut(ctx, error)}`,
  })
}
