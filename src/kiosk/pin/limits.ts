// How many tries a number has, at all kiosks of its authority together, and how many a device lets anybody make.
import { HOUR, type Limits, MINUTE } from '#platform/limits/limits.ts'
import type { Counter } from '#platform/limits/throttle.ts'

export const LIMITS = {
  kioskBadge: { limit: 3, windowSeconds: MINUTE, grows: true },
  kioskDevice: { limit: 20, windowSeconds: 5 * MINUTE },
  kioskCode: { limit: 20, windowSeconds: HOUR },
} satisfies Limits

/** Of a number, at all kiosks of its authority. */
export const badgeCounter = (authorityId: number, badge: string): Counter => ({
  key: `kiosk:badge:${authorityId}:${badge}`,
  ...LIMITS.kioskBadge,
})

/** Failures alone count: what turned out right is given back. */
export const kioskCounters = (authorityId: number, badge: string, deviceId: number): Counter[] => [
  badgeCounter(authorityId, badge),
  { key: `kiosk:device:${deviceId}`, ...LIMITS.kioskDevice },
]
