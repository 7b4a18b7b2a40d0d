// The pages between the main host and a counter: one that goes on by itself, one for whoever did not arrive.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { sayPage } from '#platform/http/form-page.ts'

/** Goes on by itself; the link is for browsers that do not. */
export function crossingPage(ctx: Context, to: string): Html {
  return sayPage(
    ctx,
    'Vous êtes connecté',
    html`<p>Vous revenez au guichet d’où vous venez.</p><p><a class="button" href="${to}">Continuer</a></p>`,
  )
}

export function lostPage(ctx: Context): Html {
  return sayPage(
    ctx,
    'La connexion n’a pas abouti',
    html`<p>Ce passage a déjà servi, il est trop ancien, ou il était pour un autre navigateur. Ce que vous avez rempli est gardé.</p>
      <p>Si cette page revient, autorisez les cookies de ce site.</p><p><a class="button" href="/connexion">Se connecter</a></p>`,
  )
}
