// Limits on second signatures that are asked: each is a mail to somebody who did not ask for it.
import { HOUR, type Limits } from '#platform/limits/limits.ts'

const day = 24 * HOUR
const sentence =
  'Vous avez demandé plusieurs signatures en une journée\u00a0: le dernier lien envoyé sert toujours. Prévenez la personne autrement, ou attendez demain.'

export const LIMITS = {
  cosignOfDraft: { limit: 6, windowSeconds: day, sentence },
  cosignBy: { limit: 12, windowSeconds: day, sentence },
  // To one address, whoever asks.
  cosignTo: {
    limit: 5,
    windowSeconds: day,
    sentence:
      'Cette adresse a déjà reçu plusieurs demandes de signature aujourd’hui\u00a0: prévenez la personne autrement, ou attendez demain.',
  },
  cosignFromNetwork: { limit: 60, windowSeconds: day, sentence },
} satisfies Limits
