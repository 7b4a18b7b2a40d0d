// How often a visitor may ask for the tide.
import { HOUR, type Limits } from '#platform/limits/limits.ts'

export const LIMITS = { tideAsked: { limit: 3, windowSeconds: HOUR } } satisfies Limits
