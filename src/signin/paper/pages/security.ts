// The paper on the page of an account's security, and the page that asks for its code again.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { card, facts } from '#platform/ui/content.ts'
import { longDate } from '#platform/ui/french.ts'
import { formPage, hidden } from '#platform/http/form-page.ts'
import { showNumber } from '../number.ts'
import { paperCodeInput } from './sign-in.ts'

function noNumber(ctx: Context): Html | null {
  if (ctx.actor.kind === 'agent') return null
  return card(
    'Numéro de compte',
    html`<p>Avec ce numéro, un agent à un guichet peut noter dans votre compte qu’il a vu une pièce, ou y enregistrer une demande que vous lui dites. Le numéro n’ouvre rien à lui seul.</p>
    ${buttonForm('Obtenir un numéro de compte', '/compte/securite/numero', ctx.csrf, { kind: 'quiet' })}`,
  )
}

/** What the person may know and do about their number and their paper. */
export function paperCard(
  ctx: Context,
  paper: { number: string; codeSince: Date | null } | null,
  { zone, opensOtherwise }: { zone: string; opensOtherwise: boolean },
): Html | null {
  if (paper === null) return noNumber(ctx)
  const { number, codeSince } = paper
  const known = facts([
    ['Numéro de compte', showNumber(number)],
    ['Code', codeSince && html`Sur votre papier, fait le ${longDate(codeSince, zone)}`],
  ])
  const after =
    codeSince === null
      ? html`<p>Votre numéro reste utile&nbsp;: donnez-le à un agent qui saisit une demande pour vous.</p>`
      : opensOtherwise
        ? buttonForm('Renoncer au code sur papier', '/compte/securite/papier/retrait', ctx.csrf, {
            kind: 'quiet',
          })
        : html`<p>Quand votre compte aura une adresse e-mail et un mot de passe, vous pourrez renoncer à ce code.</p>`
  return card(codeSince === null ? 'Numéro de compte' : 'Compte sur papier', html`${known}${after}`)
}

/** Asks again who one is, of somebody whose only key is a paper. */
export function paperConfirmPage(
  ctx: Context,
  { next, problems = [] }: { next: string; problems?: readonly FieldProblem[] },
): Html {
  return formPage(ctx, {
    title: 'Confirmez que c’est vous',
    current: '/compte',
    intro: html`<p>Ce que vous allez faire touche à la sécurité de votre compte. Rien de ce que vous avez rempli n’est perdu.</p>`,
    action: '/compte/confirmation/papier',
    fields: html`${hidden('suite', next)}${paperCodeInput(problems)}`,
    button: 'Confirmer',
    problems,
  })
}
