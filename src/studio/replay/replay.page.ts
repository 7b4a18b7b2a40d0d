// The page of a replay: what was found, by what would become of requests.
import { html, type Html } from '#platform/html.ts'
import { panel } from '#platform/ui/desk.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { quiet, type ReplayShown, standingNotice, whatPanel } from '../replayed/panels.ts'
import { head, type HeadShown } from '../shown/head.ts'
import { formAddress, HERE } from '../written/address.ts'

export function replayPage(frame: AgentFrame, shown: HeadShown, replay: ReplayShown): Html {
  const { form } = shown.read
  const { row, told, isPossible, standing } = replay
  const isRead = row !== undefined && standing !== 'none' && standing !== 'going'
  const body = isPossible
    ? standingNotice(frame, shown, replay)
    : html`<p>Il n’y a rien à rejouer&nbsp;: ce formulaire n’a pas de brouillon, ou n’a jamais servi.</p>`
  const main = html`<div class="stack">${head(frame, shown, 'publier')}
    ${panel('Rejeu de la dernière année', body)}
    ${isPossible && isRead && told.length === 0 && html`<p>${quiet(row)}</p>`}
    ${isPossible && isRead && told.map((one) => whatPanel(shown, one))}
    <p><a href="${formAddress(form.id)}/publier">Relire et publier</a></p></div>`
  return agentPage(frame, { title: `${form.title}\u00a0: rejeu de l’année`, main, current: HERE })
}
