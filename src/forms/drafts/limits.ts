// Limits on the drafts that residents begin.
import { HOUR, type Limits } from '#platform/limits/limits.ts'

export const LIMITS = {
  // What is kept without an account: more than a family or a town hall's public desk, less than what fills a disk.
  draftsOfVisitor: { limit: 40, windowSeconds: HOUR },
  draftsFromNetwork: { limit: 300, windowSeconds: HOUR },
  // Under an account, which anybody opens with a mail box: more than a household in its busiest day.
  draftsOfAccount: { limit: 200, windowSeconds: 24 * HOUR },
} satisfies Limits
