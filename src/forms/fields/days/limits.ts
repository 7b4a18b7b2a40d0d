// The first and the last day that a question takes: said once for all types that ask a day.
import { z } from 'zod'
import { longDate } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import type { Option } from '../kind.ts'

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
    return field.earliest === 'today'
      ? 'Cette date est passée\u00a0: choisissez aujourd’hui ou un jour à venir.'
      : `Choisissez un jour à partir du ${longDate(earliest)}.`
  if (latest !== undefined && day > latest)
    return field.latest === 'today'
      ? 'Cette date n’est pas encore arrivée\u00a0: choisissez aujourd’hui ou un jour passé.'
      : `Choisissez un jour jusqu’au ${longDate(latest)}.`
  return null
}

/** A day that such a question takes: to come when it asks for one. */
export const dayWithin = (field: Limits): Day =>
  field.earliest === 'today'
    ? '2099-06-15'
    : (field.latest ?? 'today') === 'today'
      ? '2026-01-15'
      : (field.latest ?? '2026-01-15')
