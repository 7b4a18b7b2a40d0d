// Once it is over, the resident is asked what they think of the answer (follow/view.ts).
import { effectKind } from './kind.ts'

export const ASK_RATING = effectKind({
  name: 'askRating',
  sentence: 'L’habitant est invité à noter la réponse.',
})
