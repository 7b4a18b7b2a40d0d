// How often one is told that an answer by mail was not taken: a program that answers by itself is told no more.
import { HOUR, type Limits } from '#platform/limits/limits.ts'

export const LIMITS = {
  replyTold: { limit: 10, windowSeconds: HOUR },
} as const satisfies Limits
