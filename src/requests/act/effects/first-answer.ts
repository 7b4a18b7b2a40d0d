// The act is the first answer that was promised.
import { effectKind } from './kind.ts'

export const FIRST_ANSWER = effectKind({
  name: 'firstAnswer',
  sentence: 'Le délai de première réponse s’arrête.',
  clock: 'firstAnswer',
  foretold: ({ answerDoneAt }) =>
    answerDoneAt === null ? 'L’horloge de la première réponse s’arrête.' : null,
})
