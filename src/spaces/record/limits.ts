// How often somebody may look for a person by an address, ask, and answer by mail.
import { HOUR, type Limits } from '#platform/limits/limits.ts'

export const LIMITS = {
  spaceInvitations: {
    limit: 40,
    windowSeconds: HOUR,
    sentence: 'Vous avez fait entrer 40\u00a0personnes en une heure\u00a0: attendez avant la suivante.',
  },
  spaceAskings: {
    limit: 20,
    windowSeconds: HOUR,
    sentence: 'Vous avez fait 20\u00a0demandes en une heure\u00a0: attendez avant la suivante.',
  },
  spaceReplies: {
    limit: 100,
    windowSeconds: HOUR,
    sentence:
      'Vous avez envoyé 100\u00a0réponses en une heure\u00a0: attendez un peu avant la suivante. Votre texte est dans vos messages envoyés.',
  },
} as const satisfies Limits
