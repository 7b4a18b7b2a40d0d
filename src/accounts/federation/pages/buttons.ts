// The ways to sign in through a provider, where they are used: plain links, without the State's brand.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'

const withNext = (href: string, next: string): string =>
  next === '' ? href : `${href}?suite=${encodeURIComponent(next)}`

/** For the page to sign in; null when no provider is used. `next` is a path of this site, '' for none. */
export function federationButtons(ctx: Pick<Context, 'config'>, next: string): Html | null {
  const { franceconnect, proconnect } = ctx.config
  if (franceconnect === null && proconnect === null) return null
  const residents =
    franceconnect !== null &&
    html`<p>${linkButton('S’identifier avec FranceConnect', withNext('/connexion/franceconnect', next), { kind: 'quiet' })}</p>
      <p class="meta">Avec un compte que vous avez déjà, par exemple celui des impôts ou de l’assurance maladie.</p>`
  const agents =
    proconnect !== null &&
    html`<p>${linkButton('S’identifier avec ProConnect', withNext('/connexion/proconnect', next), { kind: 'quiet' })}</p>
      <p class="meta">Pour les agents et les élus des collectivités.</p>`
  return html`<h2>Sans mot de passe</h2>${residents}${agents}`
}
