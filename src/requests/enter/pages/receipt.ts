// What the agent says, writes down or prints for the person whose request was just entered.
import { ofPerson } from '#platform/french/noun.ts'
import { html, type Html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { notice, promise } from '#platform/ui/feedback.ts'
import { capital, dateTime, dayDate } from '#platform/ui/french.ts'
import { copyable } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { FIRST_MESSAGE, FIRST_MESSAGE_SAYS } from '#services'
import { showCode } from '../../record/code.ts'
import { dayOf } from '../../record/clocks.ts'
import type { Receipt } from '../enter.ts'
import { CHANNEL_PHRASES, placeSaid, reachText } from '../../record/words.ts'

/** GET /agents/saisir/recu/:ref. `origin`: public address of the counter. */
export function receiptPage(
  frame: AgentFrame,
  { request, place, service, solution, code, holder }: Receipt,
  origin: string,
): Html {
  const unit = place.unit(request.unitId)
  const authority = place.authority(request.authorityId)
  const day = (at: Date | null) => (at === null ? 'date à confirmer' : dayDate(dayOf(place, at)))
  const warning = reachText(request)
  const area = place.area(request.areaCode)?.name ?? ''
  const main = html`<article class="stack reading"><h1>Demande enregistrée <span class="soft">${service}</span></h1>
    <section class="panel" aria-labelledby="a-dicter"><header><h2 id="a-dicter">À dire ou à noter pour la personne</h2></header><div class="inside stack">
    ${facts([
      ['Numéro de suivi', copyable(showCode(code))],
      ['Référence', request.ref],
      ['Pour suivre', `${origin}/suivi`],
    ])}
    ${promise(
      [
        {
          term: `${FIRST_MESSAGE} au plus tard le`,
          value: day(request.answerDueAt),
          detail: capital(FIRST_MESSAGE_SAYS),
        },
        { term: `${solution} au plus tard le`, value: day(request.solutionDueAt) },
      ],
      { two: true },
    )}
    <p>${request.routing.because}</p></div></section>
    ${warning !== null ? notice('warn', 'Aucun courriel ne part', html`<p>${warning}</p>`) : notice('good', 'Accusé de réception envoyé', html`<p>La personne le reçoit à ${request.contactEmail}.</p>`)}
    ${facts([
      ['Reçue', `${CHANNEL_PHRASES[request.channel]}, ${dateTime(request.receivedAt, place.zone)}`],
      ['Personne', request.contactName],
      [
        'Compte',
        holder === null
          ? null
          : `La demande est dans le compte ${holder === '' ? 'de la personne' : ofPerson(holder)}.`,
      ],
      ['Lieu', placeSaid(request.placeAddress, area)],
      ['Service chargé', `${unit.name}, ${authority.name}`],
      ['Téléphone du service', unit.phone ?? authority.profile.phone ?? null],
    ])}
    <div class="row no-print"><print-page><button type="button" class="button" hidden>Imprimer l’accusé de réception</button><noscript><p class="meta">Pour imprimer l’accusé de réception&nbsp;: Ctrl et P.</p></noscript></print-page>
    ${linkButton('Ouvrir la demande', `/agents/demandes/${request.ref}`, { kind: 'quiet' })}${linkButton('Saisir une autre demande', `/agents/saisir?canal=${request.channel}`, { kind: 'quiet' })}</div></article>`
  return agentPage(frame, { title: `Demande ${request.ref} enregistrée`, main, current: '/agents/saisir' })
}
