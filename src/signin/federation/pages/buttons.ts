// The ways to sign in through a provider, where they are used: plain links, without the State's brand.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'

const withNext = (href: string, next: string): string =>
  next === '' ? href : `${href}?suite=${encodeURIComponent(next)}`

/** For the page to sign in; null when no provider is used. `next` is a path of this site, '' for none. */
export function federationButtons(ctx: Pick<Context, 'config'>, next: string): Html | null {
  const { franceconnect, proconnect, agentDomains } = ctx.config
  if (franceconnect === null && proconnect === null && agentDomains.size === 0) return null
  const way = (label: string, href: string, hint: string) =>
    html`<div class="way">${linkButton(label, withNext(href, next), { kind: 'quiet' })}<p class="hint">${hint}</p></div>`
  const residents =
    franceconnect !== null &&
    way(
      'S’identifier avec FranceConnect',
      '/connexion/franceconnect',
      'Avec un compte que vous avez déjà, par exemple celui des impôts ou de l’assurance maladie.',
    )
  const agents =
    proconnect !== null &&
    way(
      'S’identifier avec ProConnect',
      '/connexion/proconnect',
      'Pour les agents et les élus des collectivités.',
    )
  const employed =
    agentDomains.size > 0 &&
    way(
      'Entrer avec le compte de ma collectivité',
      '/connexion/collectivite',
      'Pour les agents des collectivités qui ont leur propre service de connexion.',
    )
  return html`<section class="card stack ways" aria-labelledby="autrement"><h2 id="autrement">D’autres façons de vous connecter</h2>${residents}${agents}${employed}</section>`
}
