// Loans in words: how each stands, and what may be done with it by whom.
import type { Tone } from '#platform/ui/feedback.ts'
import { mediumDate, shortDay } from '#platform/ui/french.ts'
import type { Day } from '#territory'

export const STATES = {
  asked: ['À accorder', 'info'],
  granted: ['Accordé', 'good'],
  refused: ['Refusé', 'bad'],
  cancelled: ['Annulé', 'idle'],
  out: ['Sorti', 'info'],
  returned: ['Rendu', 'idle'],
} as const satisfies Record<string, readonly [string, Tone | 'idle']>
export type State = keyof typeof STATES

export interface Step {
  readonly to: State
  /** Whoever keeps the thing, or whoever asked for it. */
  readonly by: 'keeper' | 'borrower'
  readonly label: string
  /** Said once it is done. */
  readonly done: string
  /** It is not done without a word. */
  readonly asksWhy?: true
}

/** What may follow each state. The trigger of 000918 says the same. */
export const STEPS: Readonly<Record<State, readonly Step[]>> = {
  asked: [
    { to: 'granted', by: 'keeper', label: 'Accorder ce prêt', done: 'Le prêt est accordé.' },
    { to: 'refused', by: 'keeper', label: 'Le refuser', done: 'Le prêt est refusé.', asksWhy: true },
    { to: 'cancelled', by: 'borrower', label: 'Annuler ma demande', done: 'La demande est annulée.' },
  ],
  granted: [
    { to: 'out', by: 'keeper', label: 'Noter qu’il est sorti', done: 'La sortie est notée.' },
    {
      to: 'refused',
      by: 'keeper',
      label: 'Revenir sur l’accord',
      done: 'Le prêt est refusé.',
      asksWhy: true,
    },
    { to: 'cancelled', by: 'borrower', label: 'Y renoncer', done: 'Le prêt est annulé.' },
  ],
  out: [{ to: 'returned', by: 'keeper', label: 'Noter qu’il est rendu', done: 'Le retour est noté.' }],
  refused: [],
  cancelled: [],
  returned: [],
}

/** « du 3 au 5 déc. 2026 », « du 30 nov. au 2 déc. 2026 », « le 3 déc. 2026 »: what both days share is said once. */
export function daysText(from: Day, to: Day): string {
  if (from === to) return `le ${mediumDate(from)}`
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7)
  const isOneYear = from.slice(0, 4) === to.slice(0, 4)
  const first = isOneMonth ? String(Number(from.slice(8))) : isOneYear ? shortDay(from) : mediumDate(from)
  return `du ${first === '1' ? '1er' : first} au ${mediumDate(to)}`
}

/** Out past its last day. */
export const isLate = ({ state, toDay }: { state: State; toDay: Day }, today: Day): boolean =>
  state === 'out' && toDay < today
