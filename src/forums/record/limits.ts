// How much one colleague says in an hour: nobody at work comes near it, a program that runs away stops there.
import { HOUR, type Limits } from '#platform/limits/limits.ts'

export const LIMITS = {
  forumPosts: {
    limit: 100,
    windowSeconds: HOUR,
    sentence:
      'Vous avez publié 100\u00a0messages de forum en une heure\u00a0: attendez un peu avant le suivant. Votre texte n’est pas perdu.',
  },
} as const satisfies Limits
