// How often one may try what concerns cards.
import { HOUR } from '#platform/limits/limits.ts'

export const CARD_LIMITS = { passOrders: { limit: 12, windowSeconds: 24 * HOUR } } as const
