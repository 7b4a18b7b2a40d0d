// Limits on the tries of the secret of a site.
import { MINUTE, type Limits } from '#platform/limits/limits.ts'

export const LIMITS = {
  clientSecret: { limit: 30, windowSeconds: 5 * MINUTE },
} satisfies Limits
