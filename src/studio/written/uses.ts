// What relies on a form, and on a question of one: said before it is taken away.
import { type FormDefinition, labelsOf } from '#forms'
import { type Condition, conditionSentence, factsRead } from '#rules'
import type { Catalogue } from '#services'

/** Titles of the services that ask it. */
export const servicesOf = ({ every }: Pick<Catalogue, 'every'>, id: string): string[] =>
  every.filter(({ definition }) => definition.form === id).map(({ definition }) => definition.title)

const ROLES: Readonly<Record<string, string>> = {
  place: 'Elle dit où\u00a0: la commune dit quel service répond.',
  placeKind: 'Elle dit la sorte de lieu, que lisent les règles de compétence.',
  subject: 'Elle donne l’objet de la demande.',
  description: 'Elle ouvre la conversation avec l’agent.',
  contactName: 'Elle donne le nom de la personne à qui l’on répond.',
  contactEmail: 'Elle donne l’adresse où l’on répond.',
  contactPhone: 'Elle donne le téléphone où l’on rappelle.',
  contactAddress: 'Elle donne l’adresse postale où l’on répond.',
}
export const ROLE_NAMES: readonly (readonly [string, string])[] = [
  ['place', 'Le lieu de la demande'],
  ['placeKind', 'La sorte de lieu'],
  ['subject', 'L’objet de la demande'],
  ['description', 'Le premier message'],
  ['contactName', 'Le nom'],
  ['contactEmail', 'L’adresse e-mail'],
  ['contactPhone', 'Le téléphone'],
  ['contactAddress', 'L’adresse postale'],
]

/** Conditions of a form, each with the element that has it and what it decides. */
export function conditionsIn(
  form: FormDefinition,
): { of: string; label: string; what: string; condition: Condition }[] {
  return form.pages.flatMap(({ fields, ...page }) => [
    ...(page.showIf === undefined
      ? []
      : [{ of: page.id, label: page.title, what: 'la page est montrée', condition: page.showIf }]),
    ...fields.flatMap(({ id, label, showIf, requiredIf, profileIf }) =>
      (
        [
          ['la question est posée', showIf],
          ['la réponse est obligatoire', requiredIf],
          ['le profil la remplit', profileIf],
        ] as const
      ).flatMap(([what, condition]) => (condition === undefined ? [] : [{ of: id, label, what, condition }])),
    ),
  ])
}

/** Who reads a question, a sentence each. */
export function readersOf(form: FormDefinition, id: string): string[] {
  const field = form.pages.flatMap(({ fields }) => fields).find((one) => one.id === id)
  const role = field?.role === undefined ? [] : [ROLES[field.role] ?? '']
  const conditions = conditionsIn(form).filter(
    ({ of, condition }) => of !== id && factsRead(condition).includes(id),
  )
  return [
    ...role,
    ...conditions.map(
      ({ label, what, condition }) =>
        `«\u00a0${label}\u00a0»\u00a0: ${what} ${conditionSentence(condition, labelsOf(form))}.`,
    ),
  ]
}
