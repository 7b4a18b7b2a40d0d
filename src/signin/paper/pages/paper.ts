// The paper: number, code, and how to use them, for somebody who may have never signed in anywhere. Printed, then forgotten.
import { type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { notice } from '#platform/ui/feedback.ts'
import { longDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { SHARED_MINUTES } from '#people'
import { showPaperCode } from '../code.ts'
import { showNumber } from '../number.ts'
import { HERE } from './here.ts'

export interface PaperView {
  name: string
  number: string
  code: string
  /** Public address of the counter. */
  origin: string
  /** Telephone of whoever answers, when there is one. */
  phone: string | null
  now: Date
  zone: string
}

const said = (origin: string): string => origin.replace(/^https?:\/\//, '')

function howTo({ origin }: PaperView): Html {
  return html`<section class="stack tight" aria-labelledby="comment"><h2 id="comment">Pour ouvrir votre compte</h2>
    <ol class="stack tight">
    <li>Sur un ordinateur ou un téléphone (à la bibliothèque, à la mairie, chez un proche), allez à cette adresse&nbsp;: <b>${said(origin)}<wbr>/connexion/papier</b></li>
    <li>Tapez votre numéro de compte, puis votre code. Majuscules ou minuscules, avec ou sans espaces&nbsp;: tout convient.</li>
    <li>Quand vous avez fini, appuyez sur «&nbsp;Se déconnecter&nbsp;». Si vous oubliez, le compte se ferme seul après ${SHARED_MINUTES}&nbsp;minutes.</li>
    </ol></section>`
}

function help({ phone }: PaperView): Html {
  return html`<section class="stack tight" aria-labelledby="aide-papier"><h2 id="aide-papier">Bon à savoir</h2>
    <ul class="stack tight">
    <li><b>Gardez ce papier comme une clé.</b> Votre numéro de compte se dit à un agent. Votre code ne se dit à personne&nbsp;: un agent ne vous le demandera jamais.</li>
    <li><b>Sans ordinateur&nbsp;:</b> donnez votre numéro de compte à un agent, au guichet${phone !== null && html` ou au <span class="nowrap">${phone}</span>`}. Il écrit votre demande pour vous, et elle arrive dans votre compte.</li>
    <li><b>Papier perdu ou vu par quelqu’un&nbsp;:</b> venez à un guichet avec une pièce d’identité. On vous fait un nouveau code, et l’ancien cesse tout de suite de fonctionner.</li>
    <li><b>Une adresse e-mail, un jour&nbsp;?</b> Ajoutez-la dans votre compte, à la page «&nbsp;Sécurité&nbsp;».</li>
    <li>Si personne n’ouvre ce compte pendant deux ans, il est fermé et vidé.</li>
    </ul></section>`
}

/** Shown once: only a digest of the code is kept. */
export function paperPage(frame: AgentFrame, view: PaperView): Html {
  const { name, number, code, now, zone } = view
  const main = html`<div class="stack desk-form"><div class="no-print stack">${notice(
    'warn',
    'Imprimez maintenant',
    html`<p>Le code est montré une seule fois. Si l’impression échoue, notez le numéro, trouvez le compte et faites un nouveau code.</p>`,
  )}
    <div class="row"><print-page><button type="button" class="button" hidden>Imprimer le papier</button><noscript><p class="meta">Pour imprimer&nbsp;: Ctrl et P.</p></noscript></print-page>
    ${linkButton('Revenir aux comptes', HERE, { kind: 'quiet' })}</div></div>
    <article class="panel paper-key"><div class="inside stack"><h1>Votre compte <span class="soft">${name}</span></h1>
    <dl class="paper-codes"><div><dt>Numéro de compte</dt><dd>${showNumber(number)}</dd></div><div><dt>Code</dt><dd>${showPaperCode(code)}</dd></div></dl>
    ${howTo(view)}${help(view)}
    <p class="meta">${frame.site.name}, le ${longDate(now, zone)}. Ce code remplace tout code plus ancien.</p></div></article></div>`
  return agentPage(frame, { title: 'Papier à remettre', main, current: HERE })
}
