// Where an agent finds an account by its number: nothing is listed, nobody is looked for by name.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { button, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { textInput } from '#platform/ui/fields.ts'
import { form } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { problemOf } from '#platform/http/form-page.ts'
import { HERE } from './here.ts'

/** GET /agents/comptes */
export function findPage(frame: AgentFrame, number: string, problems: readonly FieldProblem[] = []): Html {
  const field = textInput({
    name: 'numero',
    label: 'Numéro de compte',
    hint: 'Dix chiffres, que la personne vous donne\u00a0: ils sont sur son papier. Le code, lui, ne se dit à personne.',
    value: number,
    inputmode: 'numeric',
    autocomplete: 'off',
    medium: true,
    error: problemOf(problems, 'numero'),
  })
  const main = html`<div class="stack desk-form">${errorSummary(problems.map(({ field: id, message }) => ({ id, message })))}
    <h1>Comptes</h1>
    ${panel('Trouver un compte', form({ action: HERE, csrf: frame.csrf, body: html`${field}<div class="row">${button('Trouver')}</div>` }))}
    ${panel(
      'Ouvrir un compte sur papier',
      html`<p>Pour une personne sans adresse e-mail ni téléphone. Elle repart avec un numéro et un code imprimés, qui ouvrent son compte sur n’importe quel ordinateur.</p>
      <p>${linkButton('Ouvrir un compte', `${HERE}/nouveau`, { kind: 'quiet' })}</p>`,
    )}</div>`
  return agentPage(frame, { title: 'Comptes', main, current: HERE, errorCount: problems.length })
}
