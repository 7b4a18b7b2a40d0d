// What sorts of questions are called on screen: every one has its name.
import { asksItems, type Field, fieldKinds, fieldOptions, kindOf } from '#forms'
import { plural } from '#platform/ui/french.ts'

const NAMES: Readonly<Record<string, string>> = {
  'short-text': 'Texte court',
  'long-text': 'Texte long',
  'formatted-text': 'Texte d’une forme donnée',
  'single-choice': 'Un choix',
  'multiple-choice': 'Plusieurs choix',
  'linked-list': 'Liste à deux niveaux',
  'choice-from': 'Choix dans une liste de référence',
  'yes-no': 'Oui ou non',
  consent: 'Engagement à cocher',
  rating: 'Note',
  matrix: 'Une réponse par ligne',
  'ranked-list': 'Classement',
  civility: 'Civilité',
  person: 'Identité d’une personne',
  date: 'Date',
  time: 'Heure',
  'date-time': 'Date et heure',
  'date-range': 'Période',
  number: 'Nombre',
  integer: 'Nombre entier',
  decimal: 'Nombre à virgule',
  money: 'Montant en euros',
  iban: 'Compte bancaire (IBAN)',
  siret: 'Numéro SIRET',
  siren: 'Numéro SIREN',
  'number-plate': 'Plaque d’immatriculation',
  email: 'Adresse e-mail',
  phone: 'Téléphone',
  'web-address': 'Adresse d’une page',
  location: 'Lieu',
  'postal-address': 'Adresse postale',
  commune: 'Commune',
  country: 'Pays',
  files: 'Fichiers',
  'identity-document': 'Pièce d’identité',
  rows: 'Lignes à remplir',
  'repeated-block': 'Bloc de questions qui se répète',
  heading: 'Titre entre les questions',
  explanation: 'Explication entre les questions',
  signature: 'Signature par le nom',
  'co-signatory': 'Seconde personne qui signe',
  computed: 'Valeur calculée',
}

/** A sort that another module brings is called as files call it. */
const nameOf = (type: string): string => (Object.hasOwn(NAMES, type) ? NAMES[type] : undefined) ?? type

/** To choose from. */
export const KINDS: readonly (readonly [type: string, name: string])[] = fieldKinds.map(
  ({ type }) => [type, nameOf(type)] as const,
)

const BY_CHOICE = ['choice', 'choices']

/** Are its answers chosen among `choices`, which are edited as a list? */
export const proposes = ({ type, choices }: Pick<Field, 'type' | 'choices'>): boolean =>
  choices !== undefined || BY_CHOICE.includes(kindOf(type).fact) || type === 'matrix'

/** Those that the items of a block may be asked: neither another block, nor to sign. */
export const KINDS_OF_ITEMS = KINDS.filter(([type]) => !asksItems({ type }) && !kindOf(type).signs)

/** How many answers it proposes, in its list or in the families of its own; null: one writes the answer. */
function proposed(field: Field): number | null {
  if (proposes(field)) return (field.choices ?? []).length
  if (!Object.hasOwn(kindOf(field.type).options, 'families')) return null
  const families = fieldOptions.families?.shape.safeParse((field as { families?: unknown }).families)
  const kept = families?.success === true ? (families.data as { choices: unknown[] }[]) : []
  return kept.reduce((sum, { choices }) => sum + choices.length, 0)
}

/** May it give a model to download? */
export const givesModel = ({ type }: Pick<Field, 'type'>): boolean =>
  Object.hasOwn(kindOf(type).options, 'model')

function mustWords({ optional, requiredIf }: Field): string {
  if (optional !== true) return 'obligatoire'
  return requiredIf === undefined ? 'facultative' : 'obligatoire sous condition'
}

/** « Un choix parmi 4 réponses, obligatoire » */
export function kindWords(field: Field): string {
  const name = nameOf(field.type)
  if (kindOf(field.type).asksNothing) return name
  if (field.questions !== undefined)
    return `${name}, ${plural(field.questions.length, 'question', 'questions')}, ${mustWords(field)}`
  const many = proposed(field)
  const among = many === null ? '' : ` parmi ${plural(many, 'réponse', 'réponses')}`
  return `${name}${among}, ${mustWords(field)}`
}
