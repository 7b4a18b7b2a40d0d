// What is coming for agreements: what must be notified, last days to denounce, renewals, amendments, ends. Told ahead, once each.
import { addDays, type Day } from '#territory'
import { holdsOn, noticeDay, span, stateOn, yearOf } from '../life/life.ts'
import type { AgreementRow } from '../record/queries.ts'

export const COMING = {
  notify: 'À notifier avant ce jour',
  effect: 'Prend effet',
  amendment: 'Un avenant prend effet',
  notice: 'Dernier jour pour dénoncer',
  renewal: 'Reconduction',
  end: 'Fin de la convention',
} as const
export type Coming = keyof typeof COMING

export interface Appointed {
  row: AgreementRow
  day: Day
  what: Coming
}

/** What is told now, and which of its warnings: so many days ahead. */
export interface Warned extends Appointed {
  ahead: number
}

function yearly(row: AgreementRow, today: Day, until: Day): Appointed[] {
  const held = span(row)
  if (held === null || row.stopped !== null) return []
  const dates: Appointed[] = []
  for (let year = yearOf(today); year <= yearOf(until); year += 1) {
    const renewal = `${year + 1}-01-01`
    if (renewal > held.to || renewal <= held.from) continue
    dates.push(
      { row, day: noticeDay(year, row.noticeMonths), what: 'notice' },
      { row, day: renewal, what: 'renewal' },
    )
  }
  return dates
}

/** What comes for an agreement from today to that day, in order. */
export function comingOf(row: AgreementRow, today: Day, until: Day): Appointed[] {
  const held = span(row)
  const dates: Appointed[] = [...yearly(row, today, until)]
  if (held === null) {
    if (['draft', 'voted', 'signed'].includes(stateOn(row, today)))
      dates.push({ row, day: row.startsOn, what: 'notify' })
  } else {
    dates.push({ row, day: held.from, what: 'effect' }, { row, day: held.to, what: 'end' })
    for (const { rank, state, startsOn } of row.deeds)
      if (rank > 0) dates.push({ row, day: startsOn, what: state === 'notified' ? 'amendment' : 'notify' })
  }
  return dates
    .filter(({ day }) => today <= day && day <= until)
    .toSorted((one, other) => (one.day < other.day ? -1 : 1))
}

/** How many days ahead each is told: the first is the nearest. */
const AHEAD: Readonly<Partial<Record<Coming, readonly number[]>>> = {
  notify: [21],
  notice: [45],
  end: [30, 90, 180],
}

/** Does another of these take over the day after its last? */
const isFollowed = (row: AgreementRow, others: readonly AgreementRow[]): boolean => {
  const next = addDays(span(row)?.to ?? row.endsOn, 1)
  return others.some((other) => other.authorityId === row.authorityId && holdsOn(other, next))
}

/**
 * What is to be told on that day: once it is near enough, and not past. No end when it goes on by another agreement.
 * @param others those that there are
 */
export const toTell = (row: AgreementRow, today: Day, others: readonly AgreementRow[] = []): Warned[] =>
  comingOf(row, today, addDays(today, 400)).flatMap((date) => {
    const ahead = AHEAD[date.what]?.find((days) => date.day <= addDays(today, days))
    const isOver = date.what === 'end' && (row.stopped === 'merged' || isFollowed(row, others))
    return ahead === undefined || isOver ? [] : [{ ...date, ahead }]
  })
