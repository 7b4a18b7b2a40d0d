// The page that asks again who one is, before a sensitive act.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { formPage, hidden } from '#platform/http/form-page.ts'
import { passkeyConfirm } from '../../entry/pages/passkey-form.ts'
import { passwordInput } from '../../secret/pages/password-input.ts'

export function confirmPage(
  ctx: Context,
  {
    next,
    hasPasskey,
    problems = [],
  }: { next: string; hasPasskey: boolean; problems?: readonly FieldProblem[] },
): Html {
  return formPage(ctx, {
    title: 'Confirmez que c’est vous',
    current: '/compte',
    intro: html`<p>Ce que vous allez faire touche à la sécurité de votre compte. Rien de ce que vous avez rempli n’est perdu.</p>${hasPasskey && passkeyConfirm(ctx, next)}`,
    action: '/compte/confirmation',
    fields: html`${hidden('suite', next)}${passwordInput('Mot de passe', problems, { name: 'current' })}`,
    button: 'Confirmer',
    problems,
    after: html`<p>Pas encore de mot de passe, ou oublié&nbsp;? <a href="/mot-de-passe-oublie">Choisissez-en un</a>.</p>`,
  })
}
