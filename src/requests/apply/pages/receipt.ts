// The receipt of a request (CRPA L112-3, R112-11-1): number, code, date, who answers, promised dates, rights. Prints well.
import { leaveHere } from '#people'
import { html, type Html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { unmarked } from '#platform/tongue/said-in.ts'
import { spoken } from '#platform/tongue/sentences.ts'
import { linkButton } from '#platform/ui/button.ts'
import { card, facts, prose, section } from '#platform/ui/content.ts'
import { notice, promise } from '#platform/ui/feedback.ts'
import { icon } from '#platform/ui/icon.ts'
import { copyable } from '#platform/ui/islands.ts'
import type { CitizenPage } from '#platform/ui/layout.ts'
import { showCode } from '../../record/code.ts'
import {
  chargeWords,
  CODE_WORDS,
  promisedItems,
  type ReceiptView,
  RIGHTS,
  sentFacts,
  titleWords,
} from '../receipt-words.ts'
import { signedFacts } from '../../signed/panel.ts'
import { answerValue } from './review.ts'
import { SAYS } from './words.ts'

/** The authority and unit that answer, and why them. */
function inCharge(view: ReceiptView): Html {
  const { authority, unit, address, phone, email, because } = chargeWords(view)
  return card(
    'Le service chargé de votre demande',
    html`<div class="stack"><p><b>${authority}</b><br>${unit}${address !== undefined && html`<br>${address}`}</p>
    ${(phone !== undefined || email !== undefined) && html`<p>${phone !== undefined && html`<span class="nowrap">${phone}</span><br>`}${email !== undefined && html`<a href="mailto:${email}">${email}</a>`}</p>`}
    <details><summary>Pourquoi ce service&nbsp;?</summary><p>${because}</p></details></div>`,
    { plain: true },
  )
}

function rights(): Html {
  const [agent, data] = RIGHTS
  return html`<section class="stack tight" aria-labelledby="droits"><h2 class="small" id="droits">Vos droits</h2>
    <p class="meta">${agent}</p>
    <p class="meta">${data} <a href="/donnees-personnelles">Vos droits sur vos données</a></p>
    </section>`
}

/** GET /demarches/:slug/demande/:draft/recu */
export function receiptPage(ctx: Context, draftId: string, view: ReceiptView): CitizenPage {
  const { application, request, code } = view
  const { done, received, at } = titleWords(view)
  const mailed =
    request.contactEmail === null ? 'gardez-la ou imprimez-la' : 'elle vous est aussi envoyée par courriel'
  const paper = `/demarches/${application.service.slug}/demande/${draftId}/recu/papier`
  const sent = sentFacts(view).map((line): [string, Html] => [line.label, answerValue(line)])
  const main = html`<div class="split"><article class="stack wide">
    <header class="stack done-head"><p class="seal" aria-hidden="true">${icon('check')}</p><h1>${SAYS.recorded(done)}</h1>
    <p class="lead">${spoken() === null ? html`${received} le <time datetime="${request.receivedAt.toISOString()}">${at}</time>. Cette page vaut accusé de réception&nbsp;; ${mailed}.` : SAYS.receivedAt(request.receivedAt, application.place.zone, request.contactEmail !== null)}</p></header>
    ${view.note !== '' && notice('info', 'À savoir', prose(view.note))}
    ${promise(promisedItems(view), { title: 'Ce que nous vous promettons', two: true })}
    ${section(
      SAYS.toFollow(),
      html`<dl class="codes"><div><dt>${SAYS.trackingNumber()}</dt><dd>${copyable(showCode(code))}</dd></div><div><dt>${SAYS.reference()}</dt><dd class="code light">${request.ref}</dd></div></dl>
      <p class="reading">${SAYS.codeWords(CODE_WORDS)}</p>
      <div class="row no-print">${linkButton(SAYS.follow(), `/suivi/${request.ref}`)}<a class="button quiet" href="${paper}" download>${SAYS.download()}</a><print-page><button type="button" class="button quiet" hidden>${SAYS.print()}</button></print-page></div>`,
      { id: 'num' },
    )}
    ${section(SAYS.yourAnswers(), facts(sent), { id: 'recap' })}
    ${view.signed.length > 0 && section('Signature', signedFacts(view.signed), { id: 'signature' })}
    </article><aside class="stack" aria-label="Service et droits">${inCharge(view)}${rights()}${leaveHere(ctx, 'Gardez votre numéro de suivi pour revenir.')}</aside></div>`
  return { title: unmarked(SAYS.recorded(done)), main, current: '/demarches' }
}
