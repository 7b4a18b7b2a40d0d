// How often somebody may write to strangers in the name of their authority, and import who is elected there.
import { HOUR, type Limits } from '#platform/limits/limits.ts'

export const LIMITS = {
  memberInvitations: {
    limit: 60,
    windowSeconds: HOUR,
    sentence:
      'Vous avez envoyé 60\u00a0invitations en une heure\u00a0: attendez avant la suivante. Celle-ci n’est pas partie.',
  },
  registerImports: {
    limit: 10,
    windowSeconds: HOUR,
    sentence: 'Vous avez lancé 10\u00a0imports en une heure\u00a0: attendez avant le suivant.',
  },
} as const satisfies Limits
