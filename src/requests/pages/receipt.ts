// The receipt of a request (CRPA L112-3, R112-11-1): number, code, date, who answers, promised dates, rights. Prints well.
import { html, type Html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'
import { card, facts, section } from '#platform/ui/content.ts'
import { promise } from '#platform/ui/feedback.ts'
import { dateTime, dayDate, plural } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { copyable } from '#platform/ui/islands.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { answersSummary } from '#forms'
import type { Application } from '../apply.ts'
import { dayOf } from '../clocks.ts'
import { showCode } from '../code.ts'
import type { RequestRow } from '../queries.ts'
import { answerValue } from './review.ts'

export interface ReceiptView {
  application: Pick<Application, 'service' | 'form' | 'place'>
  request: RequestRow
  code: string
}

/** The dates promised, in the frame kept for promises. */
export function promisedDates({ application: { service, place }, request }: ReceiptView): Html {
  const day = (at: Date | null) => (at === null ? 'à confirmer' : dayDate(dayOf(place, at)))
  const delay = (days: number | undefined) =>
    days === undefined ? undefined : plural(days, 'jour ouvré', 'jours ouvrés')
  return promise(
    [
      {
        term: 'Une réponse au plus tard le',
        value: day(request.answerDueAt),
        detail: delay(service.delays?.firstAnswer.days),
      },
      {
        term: `${service.solutionLabel ?? 'La solution'} au plus tard le`,
        value: day(request.solutionDueAt),
        detail: delay(service.delays?.solution.days),
      },
    ],
    { title: 'Ce que nous vous promettons', two: true },
  )
}

/** The authority and unit that answer, and why them. */
export function inCharge({ application: { place }, request }: ReceiptView): Html {
  const authority = place.authority(request.authorityId)
  const unit = place.unit(request.unitId)
  const { siteTitle, address, phone, email } = authority.profile
  const write = unit.email ?? email
  const call = unit.phone ?? phone ?? place.metropolis.profile.phone
  return card(
    'Le service chargé de votre demande',
    html`<div class="stack"><p><b>${siteTitle ?? authority.name}</b><br>${unit.name}${address !== undefined && html`<br>${address}`}</p>
    ${(call !== undefined || write !== undefined) && html`<p>${call !== undefined && html`<span class="nowrap">${call}</span><br>`}${write !== undefined && html`<a href="mailto:${write}">${write}</a>`}</p>`}
    <details><summary>Pourquoi ce service&nbsp;?</summary><p>${request.routing.because}</p></details></div>`,
    { plain: true },
  )
}

function rights(): Html {
  return html`<section class="stack tight" aria-labelledby="droits"><h2 class="small" id="droits">Vos droits</h2>
    <p class="meta">L’agent chargé de votre demande vous donne son nom et son service (article L111-2 du code des relations entre le public et l’administration). Si votre demande relève d’une autre autorité, nous la lui transmettons et vous le disons (article L114-2).</p>
    <p class="meta">Vos données servent seulement à traiter cette demande. <a href="/donnees-personnelles">Vos droits sur vos données</a></p>
    </section>`
}

/** GET /demarches/:slug/demande/:draft/recu */
export function receiptPage(ctx: Context, view: ReceiptView): Html {
  const {
    application: { form, place, service },
    request,
    code,
  } = view
  const isReport = service.title.startsWith('Signaler')
  const done = isReport ? 'Votre signalement est enregistré' : 'Votre demande est enregistrée'
  const received = isReport ? 'Nous l’avons reçu' : 'Nous l’avons reçue'
  const mailed =
    request.contactEmail === null ? 'gardez-la ou imprimez-la' : 'elle vous est aussi envoyée par courriel'
  const main = html`<div class="split"><article class="stack wide">
    <header class="stack done-head"><p class="seal" aria-hidden="true">${icon('check')}</p><h1>${done}</h1>
    <p class="lead">${received} le <time datetime="${request.receivedAt.toISOString()}">${dateTime(request.receivedAt, place.zone)}</time>. Cette page vaut accusé de réception&nbsp;; ${mailed}.</p></header>
    ${promisedDates(view)}
    ${section(
      'Pour suivre votre demande',
      html`<dl class="codes"><div><dt>Numéro de suivi</dt><dd>${copyable(showCode(code))}</dd></div><div><dt>Référence</dt><dd class="code light">${request.ref}</dd></div></dl>
      <p class="reading">Le numéro de suivi suffit pour voir où en est la demande et nous écrire. Ne le donnez qu’à des personnes de confiance.</p>
      <div class="row no-print">${linkButton('Suivre ma demande', `/suivi/${request.ref}`)}<print-page><button type="button" class="button quiet" hidden>Imprimer</button></print-page></div>`,
      { id: 'num' },
    )}
    ${section('Vos réponses', facts([['Démarche', service.title], ...answersSummary(form, request.answers, place).map((line): [string, Html] => [line.label, answerValue(line)])]), { id: 'recap' })}
    </article><aside class="stack" aria-label="Service et droits">${inCharge(view)}${rights()}</aside></div>`
  return citizenPage(frameOf(ctx), { title: done, main, current: '/demarches' })
}
