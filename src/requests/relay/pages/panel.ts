// On the desk of whoever follows a request that its town hall answers by link: where it went, whether it was opened.
import { type Html, html } from '#platform/html.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate, shortDateTime } from '#platform/ui/french.ts'
import type { LastLink } from '../queries.ts'

export function relayPanel(csrf: string, ref: string, link: LastLink | null, zone: string): Html | null {
  if (link === null) return null
  const { sentTo, madeAt, endsAt, isClosed, openedAt } = link
  const action = `/agents/demandes/${ref}/lien`
  const act = (label: string, faire: string) =>
    buttonForm(label, action, csrf, { kind: 'quiet', fields: { faire } })
  return panel(
    'Par lien',
    html`<p class="meta">Cette mairie n’a pas le poste des agents&nbsp;: elle répond par un lien.</p>${facts(
      [
        ['Envoyé à', sentTo],
        ['Le', shortDateTime(madeAt, zone)],
        ['Ouvert', openedAt === null ? 'Par personne encore' : `Le ${shortDateTime(openedAt, zone)}`],
        [isClosed ? 'État' : 'Sert jusqu’au', isClosed ? 'Fermé' : longDate(endsAt, zone)],
      ],
      { stacked: true },
    )}<div class="row">${act('Envoyer un autre lien', 'renvoyer')}${!isClosed && act('Fermer le lien', 'fermer')}</div>`,
  )
}
