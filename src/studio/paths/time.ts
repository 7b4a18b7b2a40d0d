// How long a way through a form takes to fill, from what each sort of question asks: an estimate, the same for every form. Pure.
import type { Field } from '#forms'

/** Seconds: reading the question, finding the answer, giving it. Others take twenty. */
const SECONDS: Readonly<Record<string, number>> = {
  'yes-no': 8,
  'single-choice': 12,
  'multiple-choice': 15,
  civility: 5,
  consent: 15,
  'long-text': 90,
  person: 60,
  location: 45,
  'postal-address': 45,
  iban: 60,
  siret: 45,
  siren: 45,
  files: 90,
  rows: 120,
  matrix: 45,
  'ranked-list': 45,
  'date-range': 30,
  'date-time': 30,
  heading: 3,
  explanation: 15,
}
const USUAL = 20

const secondsOf = ({ type }: Field): number => SECONDS[type] ?? USUAL

/** Half of those that may be left out count, and half of those that other answers decide of. */
export const secondsFor = (sure: readonly Field[], perhaps: readonly Field[]): number =>
  sure.reduce((sum, field) => sum + secondsOf(field) * (field.optional === true ? 0.5 : 1), 0) +
  perhaps.reduce((sum, field) => sum + secondsOf(field) * 0.5, 0)

/** « environ 4 minutes » */
export function timeWords(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  if (minutes < 1) return 'moins d’une minute'
  return minutes === 1 ? 'environ une minute' : `environ ${minutes}\u00a0minutes`
}
