// The pages to open an account: the form, "look at your mail", and the confirmation that the link opens.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { textInput } from '#platform/ui/fields.ts'
import { emailInput, formPage, hidden, problemOf, sayPage } from '#platform/http/form-page.ts'
import { passwordInput } from '../../secret/pages/password-input.ts'

export interface SignUpView {
  name: string
  email: string
  next: string
  problems?: readonly FieldProblem[]
}

export function signUpPage(ctx: Context, { name, email, next, problems = [] }: SignUpView): Html {
  const nameInput = textInput({
    name: 'name',
    label: 'Prénom et nom',
    value: name,
    autocomplete: 'name',
    medium: true,
    error: problemOf(problems, 'name'),
  })
  return formPage(ctx, {
    title: 'Créer un compte',
    current: '/connexion',
    intro: html`<p>Nous vous écrirons pour vérifier votre adresse. Le compte s’ouvre ensuite.</p>`,
    action: '/inscription',
    fields: html`${hidden('suite', next)}${nameInput}${emailInput(email, problems, 'email')}${passwordInput('Mot de passe', problems, { isNew: true })}`,
    button: 'Créer mon compte',
    problems,
    after: html`<p>Vous avez déjà un compte&nbsp;? <a href="/connexion">Connectez-vous</a>.</p>
      <p class="meta">Votre nom et votre adresse servent à traiter vos demandes et à vous répondre, à rien d’autre.</p>`,
  })
}

export function signUpSentPage(ctx: Context): Html {
  return sayPage(
    ctx,
    'Regardez votre messagerie',
    html`<p>Un message vient de partir à l’adresse que vous avez donnée. Il contient un lien, valable 24&nbsp;heures, qui ouvre votre compte.</p>
      <p>Rien n’arrive d’ici quelques minutes&nbsp;? Regardez dans les courriers indésirables, ou <a href="/inscription">vérifiez l’adresse en recommençant</a>.</p>`,
  )
}

export function confirmPage(
  ctx: Context,
  view: { token: string; asksPassword: boolean; problems?: readonly FieldProblem[] },
): Html {
  const { token, asksPassword, problems = [] } = view
  const password = asksPassword
    ? passwordInput('Mot de passe', problems, { hint: 'Celui que vous avez choisi à l’inscription.' })
    : null
  return formPage(ctx, {
    title: 'Confirmer votre adresse e-mail',
    current: '/connexion',
    intro: html`<p>Dernier geste&nbsp;: confirmez, et votre compte est ouvert.</p>`,
    action: '/inscription/confirmer',
    fields: html`${hidden('jeton', token)}${password}`,
    button: 'Confirmer et ouvrir mon compte',
    problems,
  })
}
