// The form by which an elected member proposes a mandate.
import { COLLABORATORS } from '#mandates'
import { accountNav } from '#people'
import { CAPACITIES } from '#signin'
import type { FieldProblem } from '#platform/errors.ts'
import { emailInput, formPage, problemOf } from '#platform/http/form-page.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'
import { type DateParts, dateFields, radioCards } from '#platform/ui/choices.ts'
import { textInput } from '#platform/ui/fields.ts'

export interface ProposalView {
  name: string
  email: string
  capacity: string
  debut: DateParts
  fin: DateParts
  problems: readonly FieldProblem[]
}

export function proposalPage(
  ctx: Context,
  { name, email, capacity, debut, fin, problems }: ProposalView,
): Html {
  const day = (field: string, label: string, value: DateParts, hint?: string) =>
    dateFields({
      name: field,
      label,
      value,
      error: problemOf(problems, field),
      ...(hint === undefined ? {} : { hint }),
    })
  return formPage(ctx, {
    title: 'Donner un mandat à un collaborateur',
    current: '/compte',
    before: accountNav(ctx, COLLABORATORS),
    intro: html`<p>Cette personne lira ce qui est adressé à vos mandats électifs, et agira en votre nom. Rien de votre compte personnel ne lui est ouvert&nbsp;: ni vos demandes, ni votre profil, ni vos notes.</p>
      <p>Ce qu’elle ouvre et ce qu’elle fait vous est dit, et vous reprenez le mandat quand vous voulez.</p>`,
    action: `${COLLABORATORS}/nouveau`,
    fields: html`${textInput({ name: 'name', label: 'Prénom et nom', value: name, autocomplete: 'off', medium: true, error: problemOf(problems, 'name') })}
      ${emailInput(email, problems, 'off', 'Adresse e-mail de cette personne')}
      ${radioCards({ name: 'capacity', label: 'En qualité de', value: capacity, error: problemOf(problems, 'capacity'), choices: Object.entries(CAPACITIES).map(([value, label]) => ({ value, label })) })}
      ${day('debut', 'À partir du', debut)}${day('fin', 'Jusqu’au', fin, 'Un an au plus. Vous pourrez recommencer.')}`,
    button: 'Envoyer la proposition',
    problems,
    after: html`<p>${linkButton('Revenir à vos collaborateurs', COLLABORATORS, { kind: 'bare' })}</p>`,
  })
}
