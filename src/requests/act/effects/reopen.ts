// A request that was over begins again, with its delay of solution.
import { effectKind } from './kind.ts'

export const REOPEN = effectKind({
  name: 'reopen',
  sentence: 'La demande est rouverte et le délai de solution repart de zéro.',
  clock: 'reopened',
})
