// Limits on the files that residents keep.
import { HOUR, type Limits } from '#platform/limits/limits.ts'

export const LIMITS = {
  filesOfVisitor: { limit: 60, windowSeconds: HOUR },
  filesFromNetwork: { limit: 300, windowSeconds: HOUR },
  filesOfAccount: { limit: 200, windowSeconds: 24 * HOUR },
} satisfies Limits
