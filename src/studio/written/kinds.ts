// What sorts of questions are called on screen, each of them (kinds.test.ts).
import { type Field, fieldKinds, kindOf } from '#forms'
import { plural } from '#platform/ui/french.ts'

const NAMES: Readonly<Record<string, string>> = {
  'short-text': 'Texte court',
  'long-text': 'Texte long',
  'single-choice': 'Un choix',
  'multiple-choice': 'Plusieurs choix',
  'linked-list': 'Un choix, dans des familles',
  'yes-no': 'Oui ou non',
  consent: 'Case à cocher pour accepter',
  rating: 'Note',
  matrix: 'Une réponse par ligne',
  'ranked-list': 'Classement',
  civility: 'Civilité',
  person: 'Nom et prénom',
  'formatted-text': 'Numéro d’une forme donnée',
  date: 'Date',
  time: 'Heure',
  'date-time': 'Date et heure',
  'date-range': 'Période, du… au…',
  number: 'Nombre',
  integer: 'Nombre entier',
  decimal: 'Nombre à virgule',
  money: 'Somme en euros',
  iban: 'Compte bancaire (IBAN)',
  siret: 'Numéro SIRET',
  siren: 'Numéro SIREN',
  'number-plate': 'Plaque d’immatriculation',
  email: 'Adresse e-mail',
  phone: 'Téléphone',
  'web-address': 'Adresse d’une page',
  location: 'Lieu, sur la carte',
  'postal-address': 'Adresse postale',
  commune: 'Commune de France',
  country: 'Pays',
  files: 'Fichiers',
  rows: 'Lignes à remplir',
  heading: 'Titre, sans question',
  explanation: 'Explication, sans question',
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
