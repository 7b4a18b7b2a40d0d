// An invitation that waits for its answer.
import { html, type Html } from '#platform/html.ts'
import { ROLES } from '#platform/roles.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { dateTime } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { InvitationRow } from '#signin'
import type { Territory } from '#territory'
import { daysText, HERE } from '../../agents/words.ts'

/** GET /administration/agents/invitations/:invitation */
export function invitationPage(frame: AgentFrame, invitation: InvitationRow, place: Territory): Html {
  const { id, name, email, posts, invitedAt, authorityId } = invitation
  const known = facts([
    ['Adresse e-mail', email],
    ['Collectivité', place.authority(authorityId).name],
    ...posts.map(
      (post) =>
        [
          'Fonction',
          `${ROLES[post.role].label}, ${place.unit(post.unitId).name}, ${daysText(post, frame.today)}`,
        ] as const,
    ),
    ['Invité', dateTime(invitedAt, place.zone)],
  ])
  const at = `${HERE}/invitations/${id}`
  const main = html`<div class="stack"><h1>${name} ${tag('info', 'Invité')}</h1>
    ${panel(
      'Invitation',
      html`<p>Le lien fonctionne une fois, pendant 48&nbsp;heures. La fiche de l’agent s’ouvre quand il l’a suivi.</p>${known}
      <div class="row">${buttonForm('Envoyer un nouveau lien', `${at}/relance`, frame.csrf)}${buttonForm('Retirer l’invitation', `${at}/retrait`, frame.csrf, { kind: 'danger' })}</div>`,
    )}
    <p><a href="${HERE}">Revenir aux agents</a></p></div>`
  return agentPage(frame, { title: `Invitation\u00a0: ${name}`, main, current: HERE })
}
