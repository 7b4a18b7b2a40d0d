// The page to sign in.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { emailInput, formPage, hidden, passwordInput } from './form.ts'

export interface SignInView {
  email: string
  /** Where to go next: a path, '' when the person came by themselves. */
  next: string
  problems?: readonly FieldProblem[]
}

export function signInPage(ctx: Context, { email, next, problems = [] }: SignInView): Html {
  const kept = next.startsWith('/reprise/')
    ? html`<p>Votre session avait expiré. Rien n’est perdu&nbsp;: connectez-vous, puis envoyez vos réponses.</p>`
    : null
  const query = next === '' ? '' : `?suite=${encodeURIComponent(next)}`
  return formPage(ctx, {
    title: 'Se connecter',
    current: '/connexion',
    intro: kept,
    action: '/connexion',
    fields: html`${hidden('suite', next)}${emailInput(email, problems, 'username')}${passwordInput('Mot de passe', problems)}`,
    button: 'Se connecter',
    problems,
    after: html`<p><a href="/mot-de-passe-oublie">Mot de passe oublié&nbsp;?</a></p>
      <h2>Pas encore de compte&nbsp;?</h2>
      <p>Un compte rassemble vos demandes et vos échanges. Il n’est pas nécessaire&nbsp;: un code de suivi suffit pour chaque demande.</p>
      <p><a class="button quiet" href="${`/inscription${query}`}">Créer un compte</a></p>`,
  })
}
