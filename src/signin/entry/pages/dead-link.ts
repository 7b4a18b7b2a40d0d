// A link that no longer works, and where to ask for another.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { sayPage } from '#platform/http/form-page.ts'

export function deadLinkPage(ctx: Context, again: { href: string; label: string }): Html {
  return sayPage(
    ctx,
    'Ce lien ne fonctionne plus',
    html`<p>Il a déjà servi, ou il est trop ancien. S’il a ouvert votre compte, <a href="/connexion">connectez-vous</a>&nbsp;; sinon, demandez-en un nouveau.</p>
      <p><a class="button" href="${again.href}">${again.label}</a></p>`,
  )
}
