// What a form says of answers taken together, in each language that the program speaks.
import { sentences } from '#platform/tongue/sentences.ts'
import { listSentence } from '#platform/ui/french.ts'

export const SAYS = sentences(
  {
    withdrawn: (asked: string) =>
      `La réponse ${asked} n’est plus proposée, d’après vos autres réponses\u00a0: choisissez parmi celles qui restent.`,
    allWithdrawn: (asked: readonly string[]) =>
      `Les réponses ${listSentence(asked)} ne sont plus proposées, d’après vos autres réponses\u00a0: choisissez parmi celles qui restent.`,
    nothingSent: 'Rien n’est envoyé.',
  },
  {
    en: {
      withdrawn: (asked) =>
        `The answer ${asked} is no longer offered, given your other answers: choose among those left.`,
      allWithdrawn: (asked) =>
        `The answers ${asked.join(', ')} are no longer offered, given your other answers: choose among those left.`,
      nothingSent: 'Nothing is sent.',
    },
  },
)
