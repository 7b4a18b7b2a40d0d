// The words of the library: by which right a picture is shown, where it stands.
import type { Choice } from '#platform/screens/field.ts'
import type { Tone } from '#platform/ui/feedback.ts'

export const LICENCES = {
  own: 'Prise ou dessinée par la collectivité',
  granted: 'Cédée par son auteur, par écrit',
  agency: 'Achetée à une agence',
  free: 'Sous licence libre',
} as const

export type Licence = keyof typeof LICENCES

export const licenceChoices: readonly Choice[] = Object.entries(LICENCES).map(([value, label]) => [
  value,
  label,
])

export const STATES = ['wordless', 'ended', 'ending', 'ready'] as const
export type State = (typeof STATES)[number]

export const STATE_WORDS: Readonly<Record<State, readonly [label: string, tone: Tone | 'idle']>> = {
  wordless: ['À décrire', 'warn'],
  ended: ['Droit terminé', 'bad'],
  ending: ['Droit bientôt terminé', 'warn'],
  ready: ['Utilisable', 'good'],
}

/** So many days before a right ends, it is said. */
export const NOTICE_DAYS = 30

/** Widths made of each picture, in pixels; it is itself 2,560 at most. */
export const WIDTHS = [480, 960, 1600] as const
