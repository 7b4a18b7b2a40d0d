// Words of the screens of agreements: states with their tone, sides, populations, what each offer gives.
import type { Tone } from '#platform/ui/feedback.ts'
import { number } from '#platform/ui/french.ts'
import type { Authority } from '#territory'
import type { Offer } from '../price/grid.ts'
import type { State } from '../life/life.ts'
import type { Side, StepKind } from '../record/queries.ts'

export const HERE = '/administration/conventions'
export const DUES = `${HERE}/echeances`
export const GRIDS = `${HERE}/grilles`

export const TONES: Readonly<Record<State, Tone | 'idle'>> = {
  draft: 'idle',
  voted: 'info',
  signed: 'info',
  notified: 'info',
  active: 'good',
  renewed: 'good',
  denounced: 'warn',
  merged: 'idle',
  ended: 'idle',
}

/** By the name of the commune: « Ville de Bron » comes before « Mairie de Charly ». */
export const byCommune = (one: Authority, other: Authority): number => one.slug.localeCompare(other.slug)

export const inhabitants = (figure: number): string => `${number(figure)} habitants`

export const SIDES: Readonly<Record<Side, string>> = { commune: 'La commune', metropolis: 'La métropole' }

const DONE: Readonly<Record<StepKind, string>> = {
  voted: 'Votée',
  signed: 'Signée',
  notified: 'Notifiée',
  denounced: 'Dénoncée',
  merged: 'Transférée',
}
/** « Votée », of the agreement; « Avenant n° 1 voté ». */
export const doneWords = ({ rank, kind }: { rank: number; kind: StepKind }): string =>
  rank === 0 ? DONE[kind] : `Avenant n° ${rank} ${DONE[kind].slice(0, -1).toLowerCase()}`
export const TO_NOTE = {
  voted: 'Noter un vote',
  signed: 'Noter une signature',
  notified: 'Noter la notification',
} as const
export const TO_DO = { voted: 'À voter', signed: 'À signer', notified: 'À notifier' } as const

/** What an offer gives: the restricted one leaves the tools of agents. */
export const CONTENTS: readonly { label: string; offers: readonly Offer[] }[] = [
  { label: 'Compte et connexion', offers: ['full', 'restricted'] },
  { label: 'Guichet et formulaires', offers: ['full', 'restricted'] },
  { label: 'Outils des agents', offers: ['full'] },
  { label: 'Aide aux usagers', offers: ['full', 'restricted'] },
]
