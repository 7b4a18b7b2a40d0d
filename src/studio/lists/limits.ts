// How often an address is tried before it is published: nobody insists with a site of others.
import { HOUR, type Limits } from '#platform/limits/limits.ts'

export const LIMITS = {
  listTrials: {
    limit: 30,
    windowSeconds: HOUR,
    sentence:
      'Des adresses ont été essayées trente fois en une heure\u00a0: attendez avant d’essayer de nouveau.',
  },
} as const satisfies Limits
