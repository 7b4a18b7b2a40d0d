// How often one agent does what others read: nobody at work comes near it, a program that runs away stops there. Reports are fewer: one hides
// at once, before anybody has looked.
import { HOUR, type Limits } from '#platform/limits/limits.ts'

export const LIMITS = {
  adPosts: {
    limit: 10,
    windowSeconds: HOUR,
    sentence: 'Vous avez publié 10\u00a0annonces en une heure\u00a0: attendez avant la suivante.',
  },
  adMessages: {
    limit: 60,
    windowSeconds: HOUR,
    sentence: 'Vous avez envoyé 60\u00a0messages en une heure\u00a0: attendez avant le suivant.',
  },
  adReports: {
    limit: 5,
    windowSeconds: HOUR,
    sentence:
      'Vous avez signalé 5\u00a0annonces en une heure\u00a0: attendez avant la suivante, ou parlez-en à qui publie pour votre collectivité. Celle-ci reste visible.',
  },
} as const satisfies Limits
