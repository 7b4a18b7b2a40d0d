// The pages of passwords: forgotten, chosen anew, changed.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { emailInput, formPage, hidden, sayPage } from '#platform/http/form-page.ts'
import { passwordInput } from '../../secret/pages/password-input.ts'

export function recoverPage(ctx: Context, view: { email: string; problems?: readonly FieldProblem[] }): Html {
  const { email, problems = [] } = view
  return formPage(ctx, {
    title: 'Mot de passe oublié',
    current: '/connexion',
    intro: html`<p>Donnez l’adresse de votre compte. Nous y envoyons un lien pour choisir un nouveau mot de passe.</p>`,
    action: '/mot-de-passe-oublie',
    fields: emailInput(email, problems, 'username'),
    button: 'Recevoir le lien',
    problems,
  })
}

export function recoverSentPage(ctx: Context): Html {
  return sayPage(
    ctx,
    'Regardez votre messagerie',
    html`<p>Un message vient de partir à l’adresse que vous avez donnée. Son lien fonctionne une fois, pendant 30&nbsp;minutes.</p>
      <p>Rien n’arrive d’ici quelques minutes&nbsp;? Regardez dans les courriers indésirables, ou <a href="/mot-de-passe-oublie">essayez une autre adresse</a>.</p>`,
  )
}

export function newPasswordPage(
  ctx: Context,
  view: { token: string; problems?: readonly FieldProblem[] },
): Html {
  const { token, problems = [] } = view
  return formPage(ctx, {
    title: 'Choisir un nouveau mot de passe',
    current: '/connexion',
    intro: html`<p>Vos appareils seront déconnectés&nbsp;: vous vous connecterez ensuite avec le nouveau mot de passe.</p>`,
    action: '/mot-de-passe/nouveau',
    fields: html`${hidden('jeton', token)}${passwordInput('Nouveau mot de passe', problems, { isNew: true })}`,
    button: 'Enregistrer',
    problems,
  })
}
