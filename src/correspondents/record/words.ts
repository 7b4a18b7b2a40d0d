// How far a correspondent is, as it is told by what was validated; where pages of the network stand.
import type { Actor } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { WRITING } from '#platform/roles.ts'
import type { Tone } from '#platform/ui/feedback.ts'
import type { Day } from '#territory'

export const HERE = '/intranet/correspondants'
export const KEPT = `${HERE}/animation`
export const SHEETS = `${KEPT}/fiche-mission`
export const addressOf = (id: number): string => `${HERE}/${id}`

export const STANDINGS = {
  proposed: ['Pressenti', 'info'],
  agreed: ['Fiche validée par le correspondant', 'warn'],
  approved: ['Fiche validée par la direction', 'good'],
  active: ['En exercice', 'good'],
  over: ['A passé la main', 'idle'],
} as const satisfies Record<string, readonly [string, Tone | 'idle']>
export type Standing = keyof typeof STANDINGS

interface Facts {
  agreedAt: Date | null
  approvedAt: Date | null
  since: Day
  until: Day | null
}

/** Never kept: it follows from who validated, and from the days. */
export function standingOf({ agreedAt, approvedAt, since, until }: Facts, today: Day): Standing {
  if (until !== null && until < today) return 'over'
  if (approvedAt !== null) return since <= today ? 'active' : 'approved'
  return agreedAt === null ? 'proposed' : 'agreed'
}

/** Days that each has to validate a sheet. */
export const DAYS_TO_SIGN = 14

/** The number that the address names. @throws NotFound */
export function idIn({ params }: Pick<Context, 'params'>, name = 'correspondant'): number {
  const text = params[name] ?? ''
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound()
  return Number(text)
}

/** Authorities whose network one animates: those for which one writes contents, where one works. */
export const networksOf = ({ memberships }: Actor): number[] => [
  ...new Set(
    memberships
      .filter(({ role }) => WRITING.some((one) => one === role))
      .map(({ authorityId }) => authorityId),
  ),
]
