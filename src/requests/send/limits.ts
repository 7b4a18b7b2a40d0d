// Limits on tries of tracking codes, on messages of whoever follows a request, on papers drawn for one network.
import { HOUR, type Limits, MINUTE } from '#platform/limits/limits.ts'

export const LIMITS = {
  // Tracking codes of requests, and forms kept while somebody signs in.
  trackingFromNetwork: { limit: 30, windowSeconds: 15 * MINUTE },
  trackingCode: { limit: 15, windowSeconds: 15 * MINUTE },
  // Messages of whoever follows a request, and papers drawn for one network.
  messagesOnRequest: { limit: 30, windowSeconds: HOUR },
  papersFromNetwork: { limit: 60, windowSeconds: 15 * MINUTE },
} satisfies Limits
