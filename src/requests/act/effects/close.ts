// The request is over: both clocks stop.
import { effectKind } from './kind.ts'

export const CLOSE = effectKind({
  name: 'close',
  sentence: 'La demande est close et ses délais s’arrêtent.',
  clock: 'closed',
  foretold: () => 'La demande est terminée\u00a0; la personne peut la rouvrir.',
})
