// The first and the last day that a question takes: said once for all types that ask a day.
import { z } from 'zod'
import type { Day } from '#territory'
import type { Option } from '../kind.ts'
import { SAYS } from '../words.ts'

/** First and last day allowed, `YYYY-MM-DD` or `today`. */
export interface Limits {
  earliest?: string
  latest?: string
}

export const LIMITS: Readonly<Record<keyof Limits, Option>> = {
  earliest: { shape: z.string(), one: 'le premier jour possible' },
  latest: { shape: z.string(), one: 'le dernier jour possible' },
}

/** Why a day is too early or too late; null when it is neither. */
export function outside(field: Limits, day: Day, today: Day): string | null {
  const limit = (given: string | undefined) => (given === 'today' ? today : given)
  const earliest = limit(field.earliest)
  const latest = limit(field.latest)
  if (earliest !== undefined && day < earliest)
    return field.earliest === 'today' ? SAYS.dayPast() : SAYS.dayFrom(earliest)
  if (latest !== undefined && day > latest)
    return field.latest === 'today' ? SAYS.dayToCome() : SAYS.dayUntil(latest)
  return null
}

/** A day that such a question takes: to come when it asks for one. */
export const dayWithin = (field: Limits): Day =>
  field.earliest === 'today'
    ? '2099-06-15'
    : (field.latest ?? 'today') === 'today'
      ? '2026-01-15'
      : (field.latest ?? '2026-01-15')
