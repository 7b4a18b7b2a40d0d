// The page to sign in.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { demoCodeNote } from '../../factors/pages/demo-code.ts'
import { federationButtons } from '../../federation/pages/buttons.ts'
import { passkeyFirst } from '../../entry/pages/passkey-form.ts'
import { emailInput, hidden } from '#platform/http/form-page.ts'
import { passwordInput } from '../../secret/pages/password-input.ts'

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
  if (next.startsWith('/passage?'))
    return html`<p>Un seul compte pour tous les guichets du territoire. Une fois connecté, vous revenez à celui d’où vous venez.</p>`
  // A tracking code opens a request for some hours in one browser: without an account, the code is typed again.
  if (next.startsWith('/suivi/'))
    return html`<p>Connectez-vous si cette demande est dans votre compte. Sans compte, <a href="/suivi">tapez de nouveau son numéro de suivi</a>.</p>`
  return null
}

function passwordForm(ctx: Context, { email, next, problems = [] }: SignInView): Html {
  return html`<div class="card stack">${reason(next)}${passkeyFirst(ctx, next)}
    <form class="stack" method="post" action="/connexion" novalidate>${csrfField(ctx.csrf)}${hidden('suite', next)}
    <div class="fields">${emailInput(email, problems, 'username')}${passwordInput('Mot de passe', problems)}</div>
    <div class="actions row">${button('Se connecter')}<a class="aside-link" href="/mot-de-passe-oublie">Mot de passe oublié&nbsp;?</a></div></form></div>`
}

function without(query: string): Html {
  return html`<section class="stack tight" aria-labelledby="sans-compte"><h2 id="sans-compte">Pas encore de compte&nbsp;?</h2>
    <p>Un compte rassemble vos demandes et vos échanges. Il n’est pas nécessaire&nbsp;: un numéro de suivi suffit pour chaque demande.</p>
    <p class="gap"><a class="button quiet" href="${`/inscription${query}`}">Créer un compte</a></p></section>
    <p class="meta">Vous avez un code sur papier&nbsp;? <a href="${`/connexion/papier${query}`}">Connectez-vous avec votre papier</a></p>`
}

/** Passkey first, then the password; beside them the other ways, and what to do without an account. */
export function signInPage(ctx: Context, view: SignInView): Html {
  const { next, problems = [] } = view
  const query = next === '' ? '' : `?suite=${encodeURIComponent(next)}`
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const title = 'Se connecter'
  const main = html`<div class="sections">${errorSummary(errors, 'Le reste est gardé, sauf les mots de passe.')}<h1>${title}</h1>
    <div class="doors">${passwordForm(ctx, view)}<div class="stack wide">${federationButtons(ctx, next)}${without(query)}</div></div></div>`
  return citizenPage(frameOf(ctx), {
    title,
    main,
    current: '/connexion',
    errorCount: errors.length,
    demoNote: demoCodeNote(ctx),
  })
}
