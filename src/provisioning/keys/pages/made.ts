// The page that shows a key, once.
import { type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { copyableValue } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'

export interface MadeKey {
  name: string
  key: string
  address: string
  back: { href: string; label: string }
}

/** POST /administration/annuaires/nouvelle */
export function madePage(frame: AgentFrame, { name, key, address, back }: MadeKey): Html {
  const title = `Clé «\u00a0${name}\u00a0»`
  const told = facts([
    ['Adresse (Tenant URL)', copyableValue(address)],
    ['Clé (Secret Token)', copyableValue(key)],
  ])
  const main = html`<div class="stack desk-form"><h1>${title}</h1>
    ${notice('warn', 'Copiez la clé maintenant\u00a0: elle n’est montrée qu’une fois, et n’est gardée nulle part en clair.')}
    ${panel('À recopier dans l’annuaire', told)}
    <div class="row">${linkButton(back.label, back.href, { kind: 'quiet' })}</div></div>`
  return agentPage(frame, { title, main, current: back.href })
}
