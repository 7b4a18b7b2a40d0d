// What sorts of questions are called on screen. A sort without a name here is called as files call it.
import { type Field, fieldKinds, kindOf } from '#forms'
import { plural } from '#platform/ui/french.ts'

const NAMES: Readonly<Record<string, string>> = {
  'short-text': 'Texte court',
  'long-text': 'Texte long',
  'single-choice': 'Un choix',
  'multiple-choice': 'Plusieurs choix',
  'yes-no': 'Oui ou non',
  rating: 'Note',
  matrix: 'Une réponse par ligne',
  'ranked-list': 'Classement',
  date: 'Date',
  number: 'Nombre',
  email: 'Adresse e-mail',
  phone: 'Téléphone',
  'web-address': 'Adresse d’une page',
  location: 'Lieu',
  files: 'Fichiers',
  rows: 'Lignes à remplir',
}

const nameOf = (type: string): string => NAMES[type] ?? type

/** To choose from. */
export const KINDS: readonly (readonly [type: string, name: string])[] = fieldKinds.map(
  ({ type }) => [type, nameOf(type)] as const,
)

const BY_CHOICE = ['choice', 'choices']

/** Are there answers to choose from? */
export const proposes = ({ type, choices }: Pick<Field, 'type' | 'choices'>): boolean =>
  choices !== undefined || BY_CHOICE.includes(kindOf(type).fact) || type === 'matrix'

/** « Un choix parmi 4, obligatoire » */
export function kindWords(field: Field): string {
  const { type, choices = [], optional, requiredIf } = field
  const among = proposes(field) ? ` parmi ${plural(choices.length, 'réponse', 'réponses')}` : ''
  const must =
    optional !== true
      ? 'obligatoire'
      : requiredIf === undefined
        ? 'facultative'
        : 'obligatoire sous condition'
  return `${nameOf(type)}${among}, ${must}`
}
