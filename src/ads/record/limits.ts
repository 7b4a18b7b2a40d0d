// How many ads one agent may have hidden: a report hides at once, before anybody has looked.
import { HOUR, type Limits } from '#platform/limits/limits.ts'

export const LIMITS = {
  adReports: {
    limit: 5,
    windowSeconds: HOUR,
    sentence:
      'Vous avez signalé 5\u00a0annonces en une heure\u00a0: attendez avant la suivante, ou parlez-en à qui publie pour votre collectivité. Celle-ci reste visible.',
  },
} as const satisfies Limits
