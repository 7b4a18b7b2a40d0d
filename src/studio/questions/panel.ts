// The panel of a question: what is asked of any, what its sort alone reads, and the answers that it proposes. Pure.
import { asksItems, type Field as Question, fieldSchema, kindOf, mayBeLinked } from '#forms'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import type { Values } from '#platform/http/route.ts'
import { type Choice, field, type Field, lineOf, several } from '#platform/screens/field.ts'
import { type Form, formOf } from '#platform/screens/form.ts'
import { MOST_ROWS } from '#platform/ui/rows.ts'
import { z } from 'zod'
import { KINDS, KINDS_OF_ITEMS, proposes } from '../written/kinds.ts'
import { ROLE_NAMES } from '../written/uses.ts'
import { choicesOf, choicesShown, CHOICES } from './choices.ts'
import { LISTED, optionControls, optionsApart, optionsFrom, valueAt } from './options.ts'

const AGENT = 'Pour l’agent qui remplit à la place de quelqu’un'
const MORE = 'Réglages que peu de questions demandent'
const MUST: readonly Choice[] = [
  ['obligatoire', 'Obligatoire'],
  ['facultative', 'Facultative'],
]
const PLACES: readonly Choice[] = [
  ['', 'Là où quelque chose se passe'],
  ['home', 'Là où l’on habite'],
  ['birth', 'Là où quelqu’un est né'],
  ['named', 'Un lieu qui a un nom'],
]
const FACTS: Readonly<Record<string, string>> = {
  family_name: 'Le nom de famille',
  given_name: 'Le prénom',
  birthdate: 'La date de naissance',
}
const AUTOFILL: readonly Choice[] = [
  ['', 'Rien'],
  ['name', 'Le nom entier'],
  ['given-name', 'Le prénom'],
  ['family-name', 'Le nom de famille'],
  ['bday', 'La date de naissance'],
  ['email', 'L’adresse e-mail'],
  ['tel', 'Le téléphone'],
  ['street-address', 'L’adresse postale'],
  ['postal-code', 'Le code postal'],
]
const LINKS: readonly Choice[] = [['oui', 'Un lien peut proposer la réponse, que la personne voit et change']]
const TEXTS = ['short-text', 'long-text']

export const LABEL = field({
  label: 'Question',
  hint: '250 caractères au plus.',
  control: 'line',
  type: lineOf(250).pipe(z.string().min(1, 'Écrivez la question.')),
})
export const TYPE = field({
  label: 'Sorte de réponse',
  control: { list: KINDS.map(([type, name]): Choice => [type, name]) },
  medium: true,
  type: z
    .string()
    .refine((type) => KINDS.some(([known]) => known === type), 'Choisissez une sorte de réponse.'),
})
/** The same for what the items of a block are asked. */
export const TYPE_IN_BLOCK = field({
  ...TYPE,
  control: { list: KINDS_OF_ITEMS.map(([type, name]): Choice => [type, name]) },
  type: z
    .string()
    .refine((type) => KINDS_OF_ITEMS.some(([known]) => known === type), 'Choisissez une sorte de réponse.'),
})
const plain = (label: string, hint?: string, under?: string) =>
  field({
    ...{ label, optional: true, control: 'line' as const, type: lineOf(500) },
    ...(hint !== undefined && { hint }),
    ...(under !== undefined && { under }),
  })
const listed = (label: string, list: readonly Choice[], more: Partial<Field> = {}) =>
  field({
    label,
    optional: true,
    control: { list },
    medium: true,
    type: z.string(),
    ...more,
  } as Field<string>)

type Panel = Record<string, Field<unknown>>

const hasMany = ({ choices = [] }: Question): boolean => choices.length > MOST_ROWS

/** Names of controls: dots of ways are none. */
const nameOfWay = (way: string): string => `option-${way.replaceAll('.', '-')}`
/** The control of a question’s list. */
export const LIST_CONTROL = nameOfWay(LISTED)

/** What is asked of a question of that sort; one that is asked of items plays no role, and no account fills it. */
export function panelOf(question: Question, isInBlock = false): Form<Panel> {
  const { roles, profile, commune, fact } = kindOf(question.type)
  const options = Object.entries(optionControls(question.type)).map(
    ([way, { field: one }]) => [nameOfWay(way), one] as const,
  )
  return formOf<Panel>({
    intitule: LABEL,
    aide: plain('Aide', 'Sous la question\u00a0: un exemple, où trouver la réponse. 500 caractères au plus.'),
    sorte: isInBlock ? TYPE_IN_BLOCK : TYPE,
    reponse: field({ label: 'Réponse', control: { list: MUST }, medium: true, type: z.string() }),
    ...(proposes(question) && !hasMany(question) && { choix: CHOICES }),
    ...(proposes(question) && {
      dangers: field({
        ...{
          label: 'Réponses qui disent un danger',
          hint: 'Les agents les voient en premier.',
          optional: true,
        },
        ...{ control: { several: dangerChoices(question) }, type: several, under: MORE },
      }),
      large: field({
        ...{
          label: 'Réponses en ligne',
          optional: true,
          control: { several: [['oui', 'Plusieurs par ligne']] },
        },
        ...{ type: several, under: MORE },
      }),
    }),
    ...Object.fromEntries(options),
    ...(TEXTS.includes(question.type) && {
      longueur: field({
        ...{ label: 'Longueur maximale', optional: true, control: 'line', medium: true, under: MORE },
        type: z
          .string()
          .trim()
          .refine(
            (typed) => /^([1-9]\d{0,4})?$/.test(typed),
            'Écrivez un nombre de caractères, en chiffres.',
          ),
      }),
    }),
    ...(fact === 'yes-no' && { danger: plain('Ce que «\u00a0oui\u00a0» dit d’un danger', undefined, MORE) }),
    ...(commune !== undefined && { lieu: listed('Ce qu’est ce lieu', PLACES, { under: MORE }) }),
    ...(roles.length > 0 &&
      !isInBlock && {
        role: listed(
          'Ce que la réponse veut dire pour la suite',
          [['', 'Rien de particulier'], ...ROLE_NAMES.filter(([role]) => roles.includes(role as never))],
          { under: MORE },
        ),
      }),
    ...(profile.length > 0 &&
      !isInBlock && {
        profil: listed(
          'Remplie par le compte',
          [['', 'Non'], ...profile.map((fact): Choice => [fact, FACTS[fact] ?? fact])],
          { under: MORE },
        ),
      }),
    ...((mayBeLinked(question) || question.fromLink === true) && {
      lien: field({
        ...{ label: 'Remplie par un lien', optional: true, control: { several: LINKS } },
        ...{ type: several, under: MORE },
      }),
    }),
    saisie: listed('Ce que le navigateur peut remplir', AUTOFILL, { under: MORE }),
    'agent-intitule': plain('Question, telle que l’agent la lit', undefined, AGENT),
    'agent-aide': plain('Aide, telle que l’agent la lit', undefined, AGENT),
  })
}

const dangerChoices = ({ choices = [] }: Question): Choice[] =>
  choices.map(({ value, label }): Choice => [value, label])

/** What stands in it. */
export function panelShown(question: Question): Values {
  const { choices = [] } = question
  const options = Object.entries(optionControls(question.type)).map(
    ([way, { shown }]) => [nameOfWay(way), shown(valueAt(question, way))] as const,
  )
  return {
    intitule: question.label,
    aide: question.hint ?? '',
    sorte: question.type,
    reponse: question.optional === true ? 'facultative' : 'obligatoire',
    choix: choicesShown(choices),
    dangers: choices.flatMap(({ value, danger }) => (danger === true ? [value] : [])),
    large: question.across === true ? ['oui'] : [],
    longueur: question.maxLength === undefined ? '' : String(question.maxLength),
    danger: question.danger ?? '',
    lieu: question.place === 'event' ? '' : (question.place ?? ''),
    role: question.role ?? '',
    profil: question.profile ?? '',
    lien: question.fromLink === true ? ['oui'] : [],
    saisie: question.autocomplete ?? '',
    'agent-intitule': question.agent?.label ?? '',
    'agent-aide': question.agent?.hint ?? '',
    ...Object.fromEntries(options),
  }
}

type Typed = Readonly<Record<string, unknown>>

/** Given when it says something. */
const given = <Name extends string>(name: Name, value: unknown): Record<string, unknown> =>
  value === '' || value === undefined ? {} : { [name]: value }

/**
 * The question as it is typed, on what it was.
 * @throws BadInput beside what its shape refuses
 */
export function questionFrom(was: Question, typed: Typed): Question {
  const type = String(typed.sorte)
  const isSame = type === was.type
  const controls = optionControls(was.type)
  const options = Object.entries(controls).map(
    ([way, { kept }]) => [way, kept(typed[nameOfWay(way)])] as const,
  )
  // What has a page of its own stays as long as its sort does.
  const apart = isSame ? optionsApart(was.type) : []
  const items = asksItems({ type }) ? [] : ['questions']
  const dropped = new Set([
    ...Object.keys(kindOf(was.type).options).filter((name) => !apart.includes(name)),
    ...OWN,
    ...items,
  ])
  const rest = Object.fromEntries(Object.entries(was).filter(([name]) => !dropped.has(name)))
  const agent = { ...given('label', typed['agent-intitule']), ...given('hint', typed['agent-aide']) }
  const made = {
    ...rest,
    type,
    label: typed.intitule,
    ...given('hint', typed.aide),
    ...(typed.reponse === 'facultative' && { optional: true }),
    ...(proposes({ type, ...(isSame && was.choices !== undefined && { choices: was.choices }) }) &&
      choicesFrom(was, typed)),
    ...(isSame && {
      ...(typed.longueur !== undefined && typed.longueur !== '' && { maxLength: Number(typed.longueur) }),
      ...given('danger', typed.danger),
      ...given('place', typed.lieu),
      ...given('role', typed.role),
      ...given('profile', typed.profil),
      ...(((typed.large as string[] | undefined) ?? []).includes('oui') && { across: true }),
      ...(((typed.lien as string[] | undefined) ?? []).includes('oui') && { fromLink: true }),
      ...optionsFrom(Object.fromEntries(options)),
    }),
    ...given('autocomplete', typed.saisie),
    ...(Object.keys(agent).length > 0 && { agent }),
    // A condition of obligation is one of a question that may be left.
    ...(was.requiredIf !== undefined && { optional: true }),
  }
  return shaped(made)
}

/** What the panel says whole. */
const OWN = [
  ...['type', 'label', 'hint', 'optional', 'choices', 'across', 'maxLength', 'danger', 'place', 'role'],
  ...['profile', 'fromLink', 'autocomplete', 'agent'],
]

function choicesFrom(was: Question, typed: Typed): Pick<Question, 'choices'> {
  const dangers = new Set((typed.dangers as string[] | undefined) ?? [])
  const kept = typed.choix === undefined ? (was.choices ?? []) : choicesOf(was, typed.choix as string[])
  const made = kept.map((choice) => {
    const { danger: _, ...plain } = choice
    return dangers.has(choice.value) ? { ...plain, danger: true as const } : plain
  })
  return made.length === 0 ? {} : { choices: made }
}

const FIELD_OF: Readonly<Record<string, string>> = {
  label: 'intitule',
  hint: 'aide',
  type: 'sorte',
  choices: 'choix',
  maxLength: 'longueur',
  danger: 'danger',
}

/** @throws BadInput beside the control of what is refused */
export function shaped(question: unknown): Question {
  const read = fieldSchema.safeParse(question)
  if (read.success) return read.data
  const problems = read.error.issues.map(({ path, message }): FieldProblem => {
    const [first = ''] = path.map(String)
    return {
      field: FIELD_OF[first] ?? nameOfWay(path.filter((step) => typeof step === 'string').join('.')),
      message,
    }
  })
  throw new BadInput(problems)
}
