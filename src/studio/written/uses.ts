// What relies on a form, and on a question of one: said before it is taken away.
import { everyFieldOf, type FormDefinition, kindOf, labelsOf } from '#forms'
import { type Condition, conditionSentence, factsRead, namesIn, readByFormula } from '#rules'
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

/** A condition, with the element that has it and what it decides. */
export interface Held {
  /** The page or the question; null: a named condition has it. */
  of: string | null
  label: string
  what: string
  condition: Condition
}

const inPage = ({ fields }: FormDefinition['pages'][number]) =>
  fields.flatMap((field) => [field, ...(field.questions ?? [])])

/** Conditions of a form, those that have a name first. */
export function conditionsIn(form: FormDefinition): Held[] {
  const held = (
    of: string | null,
    label: string,
    all: readonly (readonly [string, Condition | undefined])[],
  ) =>
    all.flatMap(([what, condition]): Held[] =>
      condition === undefined ? [] : [{ of, label, what, condition }],
    )
  return [
    ...(form.conditions ?? []).flatMap(({ name, when }) => held(null, name, [['elle est remplie', when]])),
    ...form.pages.flatMap(({ checks = [], ends = [], ...page }) => [
      ...held(page.id, page.title, [
        ['la page est montrée', page.showIf],
        ...checks.map((one) => ['la page est refusée', one.when] as const),
        ...ends.map((one) => ['le formulaire s’arrête', one.when] as const),
      ]),
      ...inPage(page).flatMap(({ id, label, showIf, requiredIf, profileIf, choices = [] }) =>
        held(id, label, [
          ['la question est posée', showIf],
          ['la réponse est obligatoire', requiredIf],
          ['le profil la remplit', profileIf],
          ...choices.map(
            (choice) => [`la réponse «\u00a0${choice.label}\u00a0» est proposée`, choice.showIf] as const,
          ),
        ]),
      ),
    ]),
  ]
}

const sentenceOf = (form: FormDefinition, { label, what, condition }: Held): string =>
  `«\u00a0${label}\u00a0»\u00a0: ${what} ${conditionSentence(condition, labelsOf(form))}.`

/** What says a named condition, a sentence each. */
export const usersOf = (form: FormDefinition, name: string): { of: string | null; sentence: string }[] =>
  conditionsIn(form)
    .filter(({ condition }) => namesIn(condition).includes(name))
    .map((held) => ({ of: held.of, sentence: sentenceOf(form, held) }))

/** Who reads a question, a sentence each. */
export function readersOf(form: FormDefinition, id: string): string[] {
  const field = everyFieldOf(form).find((one) => one.id === id)
  const role = field?.role === undefined ? [] : [ROLES[field.role] ?? '']
  const conditions = conditionsIn(form).filter(
    ({ of, condition }) => of !== id && factsRead(condition).includes(id),
  )
  const worked = form.pages
    .flatMap(({ fields }) => fields)
    .filter((one) => {
      const formula = kindOf(one.type).computes?.(one)
      return formula !== undefined && readByFormula(formula).includes(id)
    })
  return [
    ...role,
    ...conditions.map((held) => sentenceOf(form, held)),
    ...worked.map(({ label }) => `«\u00a0${label}\u00a0»\u00a0: ce qu’elle calcule.`),
  ]
}
