// How often the directory of an authority is read: it is no place to try passwords.
import { HOUR, type Limits } from '#platform/limits/limits.ts'

export const LIMITS = {
  directoryReadings: {
    limit: 20,
    windowSeconds: HOUR,
    sentence: 'L’annuaire a été lu vingt fois en une heure\u00a0: attendez avant de le lire de nouveau.',
  },
} as const satisfies Limits
