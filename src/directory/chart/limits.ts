// How many charts one agent may have drawn on paper: papers are drawn one after another, those of residents too.
import { type Limits, MINUTE } from '#platform/limits/limits.ts'

export const LIMITS = {
  chartPapers: {
    limit: 12,
    windowSeconds: 15 * MINUTE,
    sentence:
      'Vous avez demandé 12\u00a0organigrammes en un quart d’heure\u00a0: attendez un peu avant le suivant. La page, elle, se lit toujours.',
  },
} as const satisfies Limits
