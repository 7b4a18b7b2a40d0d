// The form an agent fills to open an account for somebody who is there.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Values, one } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { dateFields, radioCards } from '#platform/ui/choices.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { select, textInput } from '#platform/ui/fields.ts'
import { form } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { Area } from '#territory'
import { hidden, problemOf } from '#platform/http/form-page.ts'
import { IDENTITY_DOCUMENTS, NO_DOCUMENT } from '../proofs.ts'
import { HERE } from './here.ts'

/** The commune of somebody who lives outside the territory. */
export const ELSEWHERE = 'ailleurs'

export interface OpenView {
  /** Key that makes sending it twice one account. */
  askedKey: string
  /** As typed. */
  values: Values
  areas: readonly Area[]
  problems: readonly FieldProblem[]
}

export const documentChoices = (error: string | undefined, value: string): Html =>
  radioCards({
    name: 'piece',
    label: 'Quelle pièce d’identité avez-vous vue\u00a0?',
    hint: 'Sur place, l’original. Ne gardez ni copie ni numéro.',
    choices: [...IDENTITY_DOCUMENTS, NO_DOCUMENT].map(({ id, label }) => ({ value: id, label })),
    across: true,
    value,
    error,
  })

function fields({ askedKey, values, areas, problems }: OpenView): Html {
  const error = (name: string) => problemOf(problems, name)
  const line = (name: string, label: string) =>
    textInput({
      name,
      label,
      value: one(values, name),
      autocomplete: 'off',
      spellcheck: false,
      medium: true,
      error: error(name),
    })
  const communes = [
    ...areas.map(({ code, name }) => ({ value: code, label: name })),
    { value: ELSEWHERE, label: 'Hors du territoire' },
  ]
  return html`${hidden('cle', askedKey)}<div class="fields pairs">${line('prenom', 'Prénom')}${line('nom', 'Nom')}
    ${dateFields({
      name: 'naissance',
      label: 'Date de naissance',
      optional: true,
      hint: 'Par exemple 14 11 1956.',
      value: {
        day: one(values, 'naissance-jour'),
        month: one(values, 'naissance-mois'),
        year: one(values, 'naissance-annee'),
      },
      error: error('naissance'),
    })}
    ${select({
      name: 'commune',
      label: 'Commune où la personne habite',
      options: communes,
      value: one(values, 'commune'),
      blank: 'Choisissez',
      autocomplete: 'off',
      medium: true,
      error: error('commune'),
    })}
    ${textInput({
      name: 'telephone',
      label: 'Téléphone',
      kind: 'tel',
      optional: true,
      value: one(values, 'telephone'),
      autocomplete: 'off',
      medium: true,
      error: error('telephone'),
    })}
    ${documentChoices(error('piece'), one(values, 'piece'))}</div>`
}

/** GET /agents/comptes/nouveau */
export function openPage(frame: AgentFrame, view: OpenView): Html {
  const { problems } = view
  const title = 'Ouvrir un compte sur papier'
  const main = html`<div class="stack desk-form">${errorSummary(
    problems.map(({ field: id, message }) => ({ id, message })),
    'Tout ce que vous avez tapé est gardé.',
  )}
    <div class="stack tight"><h1>${title}</h1><p class="meta">Dites à la personne ce que vous écrivez, et pourquoi&nbsp;: son compte rassemble ses demandes. Ce qu’une pièce d’identité montre est noté comme prouvé.</p></div>
    ${form({
      action: `${HERE}/nouveau`,
      csrf: frame.csrf,
      body: html`<section class="panel" aria-label="La personne"><div class="inside">${fields(view)}</div></section>
      <div class="row">${button('Ouvrir le compte')}<a href="${HERE}">Revenir aux comptes</a></div>`,
    })}</div>`
  return agentPage(frame, { title, main, current: HERE, errorCount: problems.length })
}
