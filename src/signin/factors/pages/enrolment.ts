// The pages to set up an application of codes, and to write down the recovery codes.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, type HtmlValue, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { copyable } from '#platform/ui/islands.ts'
import { formPage, hidden } from '#platform/http/form-page.ts'
import { inGroups, linkOf } from '../one-time.ts'
import { codeInput } from './code.ts'
import { qrCode } from '#platform/ui/qr-code.ts'

export interface EnrolView {
  /** Base32. */
  secret: string
  /** The same, sealed: it comes back with the code. */
  sealed: string
  /** Name of the account in the application. */
  label: string
  action: string
  more?: HtmlValue
  problems?: readonly FieldProblem[]
}

export function enrolPage(ctx: Context, view: EnrolView): Html {
  const { secret, sealed, label, action, more, problems = [] } = view
  const link = linkOf(secret, label)
  return formPage(ctx, {
    title: 'Associer une application de codes',
    current: '/compte',
    intro: html`<ol class="plain stack tight"><li>Installez une application de codes sur votre téléphone, si vous n’en avez pas.</li>
      <li>Dans l’application, ajoutez un compte et visez ce carré avec l’appareil photo&nbsp;: ${qrCode(link, 'Code QR à viser avec l’application de codes')}
      Sans appareil photo&nbsp;: sur le téléphone, <a href="${link}">ouvrez ce lien</a>, ou écrivez cette clé dans l’application&nbsp;: ${copyable(inGroups(secret))}</li>
      <li>Écrivez ci-dessous le code que montre l’application.</li></ol>`,
    action,
    fields: html`${hidden('passe_secret', sealed)}${more}${codeInput(problems)}`,
    button: 'Activer',
    problems,
  })
}

/** Shown once: only their digests are kept. */
export function recoveryCodesPage(ctx: Context, codes: readonly string[], next: string): Html {
  const title = 'Vos codes de secours'
  const main = html`<div class="reading stack"><h1>${title}</h1>
    <p>La double vérification est active. Si vous perdez votre téléphone, un de ces codes le remplace&nbsp;; chacun sert une fois. Imprimez-les ou notez-les&nbsp;: ils ne seront plus montrés.</p>
    <ul class="stack tight">${codes.map((code) => html`<li><span class="code">${code}</span></li>`)}</ul>
    <div class="actions no-print">${linkButton('Continuer', next)}${next === '/compte/securite' && buttonForm('Fermer mes autres appareils', '/compte/securite/appareils/fermeture', ctx.csrf, { kind: 'quiet' })}</div></div>`
  return ownPage(ctx, { title, main })
}
