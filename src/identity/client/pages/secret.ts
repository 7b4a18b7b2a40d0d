// The answer to a registration or to a change of secret: the secret, shown once.
import { type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { notice } from '#platform/ui/feedback.ts'
import { copyableValue } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'

const CURRENT = '/administration/sites'

/** The answer to a registration or to a change of secret: the only time the secret is shown. */
export function secretPage(
  frame: AgentFrame,
  view: { name: string; clientId: string; secret: string | null; issuer: string; isChange: boolean },
): Html {
  const title = view.isChange ? 'Nouveau secret' : 'Site connecté'
  const warning =
    view.secret === null
      ? null
      : notice(
          'warn',
          'Copiez le secret maintenant',
          html`<p>Il ne sera plus montré. ${view.isChange && 'L’ancien fonctionne encore sept jours\u00a0; vous pouvez y mettre fin plus tôt.'}</p>`,
        )
  const main = html`<div class="reading stack"><h1>${title}</h1>${warning}${facts([
    ['Site', view.name],
    ['Adresse de découverte', copyableValue(view.issuer)],
    ['Identifiant (client_id)', copyableValue(view.clientId)],
    ['Secret (client_secret)', view.secret !== null && copyableValue(view.secret)],
  ])}<p>${linkButton('Voir le site', `${CURRENT}/${view.clientId}`, { kind: 'quiet' })}</p></div>`
  return agentPage(frame, { title, main, current: CURRENT })
}
