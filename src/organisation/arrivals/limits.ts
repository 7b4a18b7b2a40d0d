// How often somebody may write to strangers in the name of their authority, and how often its directory is read: it is no place to
// try passwords.
import { HOUR, type Limits } from '#platform/limits/limits.ts'
import { limitSetting } from '#settings'

export const LIMITS = {
  invitations: { limit: 60, windowSeconds: HOUR },
  agentImports: {
    limit: 10,
    windowSeconds: HOUR,
    sentence:
      'Vous avez lancé 10\u00a0imports en une heure\u00a0: attendez avant le suivant. Vos lignes sont gardées.',
  },
  directoryReadings: {
    limit: 20,
    windowSeconds: HOUR,
    sentence: 'L’annuaire a été lu vingt fois en une heure\u00a0: attendez avant de le lire de nouveau.',
  },
} as const satisfies Limits

export const INVITATIONS = limitSetting({
  key: 'organisation.invitations',
  label: 'Invitations d’agents en une heure',
  hint: 'Par personne qui invite. L’annuaire de la collectivité en envoie autant à chaque lecture\u00a0; une liste importée n’est pas comptée.',
  levels: ['metropolis', 'commune'],
  limit: LIMITS.invitations,
  most: 500,
})
