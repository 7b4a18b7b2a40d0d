// How often one address is read: a program that asks every few minutes never meets it.
import { HOUR } from '#platform/limits/limits.ts'

export const LIMITS = {
  feedReads: {
    limit: 240,
    windowSeconds: HOUR,
    sentence: 'Cette adresse est lue trop souvent\u00a0: une lecture par heure suffit.',
  },
} as const
