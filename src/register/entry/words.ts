// Durations, bases and controllers of the register, in French.
import { plural } from '#platform/ui/french.ts'
import type { Territory } from '#territory'
import type { Duration, ProcessingEntry } from './definition.ts'

/** « 12 mois », « 72 heures », « 5 ans ». */
export function durationWords(keep: Duration): string {
  if ('days' in keep)
    return keep.days <= 3 ? plural(keep.days * 24, 'heure', 'heures') : plural(keep.days, 'jour', 'jours')
  if (keep.months > 24 && keep.months % 12 === 0) return plural(keep.months / 12, 'an', 'ans')
  return `${plural(keep.months, 'mois', 'mois')}`
}

/** What is declared. */
export const KINDS: Record<ProcessingEntry['kind'], string> = {
  platform: 'La plateforme',
  services: 'Les démarches',
  sites: 'Les sites connectés',
}

export const BASES = {
  a: 'Consentement',
  b: 'Contrat',
  c: 'Obligation légale',
  d: 'Intérêts vitaux',
  e: 'Mission d’intérêt public',
  f: 'Intérêt légitime',
} as const

const DAYS: Readonly<Record<string, number>> = { heure: 1 / 24, jour: 1 }
const MONTHS: Readonly<Record<string, number>> = { mois: 1, an: 12 }

/** A duration as it is said above; null for what says none. */
export function durationIn(typed: string): Duration | null {
  const [, count = '', unit = ''] = /^(\d{1,5})\s*(heure|jour|mois|an)s?$/i.exec(typed.trim()) ?? []
  const of = (units: typeof DAYS) => Number(count) * (units[unit.toLowerCase()] ?? Number.NaN)
  if (Number.isInteger(of(DAYS))) return { days: of(DAYS) }
  return Number.isInteger(of(MONTHS)) ? { months: of(MONTHS) } : null
}

/** « Mission d’intérêt public (RGPD, article 6, 1, e). … » */
export function legalBaseWords({ letter, text }: ProcessingEntry['legalBase']): string {
  return `${BASES[letter]} (RGPD, article 6, 1, ${letter}). ${text}`
}

/** Who answers for it. */
export function controllerWords(
  controller: string,
  place: Pick<Territory, 'metropolis' | 'authorityByCode'>,
): string {
  if (controller === 'platform') return place.metropolis.name
  if (controller === 'each-authority') return 'Chaque collectivité, pour ses propres services'
  return place.authorityByCode(controller)?.name ?? controller
}
