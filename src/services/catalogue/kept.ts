// Promises kept or not, month by month, from the published figures of requests: nobody's data.
import type { Read } from '#platform/db/db.ts'
import { number, percent } from '#platform/ui/french.ts'
import { snapshot } from '#platform/db/snapshot.ts'
import { endOfDay, localDay } from '#territory'
import type { Catalogue } from './catalogue.ts'
import { lineage } from '../routing/matching.ts'
import { type KeptRow, keptPromises } from './queries.ts'

/** Answers given, and those given in time. */
export interface Kept {
  answered: number
  kept: number
}

export interface KeptMonth extends Kept {
  /** First day of the month. */
  day: string
  byCategory: ReadonlyMap<string, Kept>
}

/** Under that many answers a share says nothing true: the two counts are said instead. */
export const FEW = 20

const FULL_MONTHS = 6
const FRESH_MS = 10 * 60 * 1000

/**
 * The full months that have figures, latest first, among the last six. At most ten minutes old.
 * @param commune id of the authority of a commune: what concerns its territory; null: everything
 */
export function keptMonths(tx: Read, zone: string, commune: number | null): Promise<KeptMonth[]> {
  const age = Math.floor(tx.now.getTime() / FRESH_MS)
  return snapshot(
    tx,
    `services.kept:${commune ?? 'all'}`,
    async () => age,
    async () => {
      const rows = await keptPromises(tx, commune, lastMonths(localDay(tx.now, zone), zone))
      const byMonth = Map.groupBy(rows, (row) => row.month)
      return [...byMonth]
        .map(([month, list]) => monthOf(month, list))
        .toSorted((a, b) => (a.day < b.day ? 1 : -1))
    },
  )
}

/** The full months before a day, as instants in the zone. */
export function lastMonths(today: string, zone: string): { month: string; from: Date; to: Date }[] {
  const start = (back: number) =>
    new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1 - back, 1))
  const instant = (first: Date) =>
    new Date(endOfDay(new Date(first.getTime() - 1).toISOString().slice(0, 10), zone).getTime() + 1)
  return Array.from({ length: FULL_MONTHS }, (_, index) => index + 1).map((back) => {
    return {
      month: start(back).toISOString().slice(0, 10),
      from: instant(start(back)),
      to: instant(start(back - 1)),
    }
  })
}

function sum(list: readonly Kept[]): Kept {
  return list.reduce(
    (all, item) => ({ answered: all.answered + item.answered, kept: all.kept + item.kept }),
    { answered: 0, kept: 0 },
  )
}

function monthOf(day: string, rows: readonly KeptRow[]): KeptMonth {
  return {
    day,
    ...sum(rows),
    byCategory: new Map(rows.map(({ category, answered, kept }) => [category, { answered, kept }])),
  }
}

/** Figures by domain (top of the thesaurus), the busiest first. */
export function keptDomains(
  month: KeptMonth,
  catalogue: Pick<Catalogue, 'category'>,
  most: number,
): (Kept & { label: string })[] {
  const domains = Map.groupBy(month.byCategory, ([code]) => lineage(catalogue, code).at(-1) ?? code)
  return [...domains]
    .map(([code, list]) => ({
      label: catalogue.category(code)?.label ?? code,
      ...sum(list.map(([, kept]) => kept)),
    }))
    .toSorted((a, b) => b.answered - a.answered || (a.label < b.label ? -1 : 1))
    .slice(0, most)
}

/** « 87 % », or « 1 sur 1 » of a handful. Never « 100 % » when one was late, nor « 0 % » when one was in time. */
export function shareText({ answered, kept }: Kept): string {
  if (answered < FEW) return `${number(kept)} sur ${number(answered)}`
  const share = kept / answered
  return percent(kept === answered || kept === 0 ? share : Math.min(0.99, Math.max(0.01, share)))
}

/** Points of percentage more or less than the month before; null when either is a handful. */
export function comparedShare(now: Kept, before: Kept | undefined): number | null {
  if (before === undefined || before.answered < FEW || now.answered < FEW) return null
  return Math.round((100 * now.kept) / now.answered) - Math.round((100 * before.kept) / before.answered)
}
