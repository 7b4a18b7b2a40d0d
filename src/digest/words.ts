// How each rhythm is said.
import type { Rhythm } from './rhythm.ts'

export const RHYTHM_WORDS: Readonly<Record<Rhythm, { label: string; hint: string }>> = {
  never: { label: 'Jamais', hint: 'Tout se lit sur ce site' },
  daily: { label: 'Chaque jour', hint: 'Du lundi au vendredi, à 8 h' },
  weekly: { label: 'Chaque semaine', hint: 'Le lundi, à 8 h' },
}
