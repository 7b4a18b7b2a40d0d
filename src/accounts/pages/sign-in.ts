// The page to sign in.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { demoCodeNote } from '../factors/pages/demo-code.ts'
import { federationButtons } from '../federation/pages/buttons.ts'
import { passkeySignIn } from '../passkeys/pages/passkey-form.ts'
import { emailInput, formPage, hidden, passwordInput } from './form.ts'

export interface SignInView {
  email: string
  /** Where to go next: a path, '' when the person came by themselves. */
  next: string
  problems?: readonly FieldProblem[]
}

/** Why one is asked to sign in, when something was being done. */
function reason(next: string): Html | null {
  if (next.startsWith('/reprise/'))
    return html`<p>Votre session avait expiré. Rien n’est perdu&nbsp;: connectez-vous, puis envoyez vos réponses.</p>`
  // A tracking code opens a request for some hours in one browser: without an account, the code is typed again.
  if (next.startsWith('/suivi/'))
    return html`<p>Connectez-vous si cette demande est dans votre compte. Sans compte, <a href="/suivi">tapez de nouveau son numéro de suivi</a>.</p>`
  return null
}

export function signInPage(ctx: Context, { email, next, problems = [] }: SignInView): Html {
  const query = next === '' ? '' : `?suite=${encodeURIComponent(next)}`
  return formPage(ctx, {
    title: 'Se connecter',
    current: '/connexion',
    intro: html`${reason(next)}${passkeySignIn(ctx, next)}`,
    action: '/connexion',
    fields: html`${hidden('suite', next)}${emailInput(email, problems, 'username')}${passwordInput('Mot de passe', problems)}`,
    button: 'Se connecter',
    problems,
    demoNote: demoCodeNote(ctx),
    after: html`<section class="stack tight"><p><a href="/mot-de-passe-oublie">Mot de passe oublié&nbsp;?</a></p></section>
      ${federationButtons(ctx, next)}
      <section class="stack tight" aria-labelledby="sans-compte"><h2 id="sans-compte">Pas encore de compte&nbsp;?</h2>
      <p>Un compte rassemble vos demandes et vos échanges. Il n’est pas nécessaire&nbsp;: un numéro de suivi suffit pour chaque demande.</p>
      <p><a class="button quiet" href="${`/inscription${query}`}">Créer un compte</a></p></section>`,
  })
}
