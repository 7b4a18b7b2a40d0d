// Over which months the figures are read: those that are over, for nothing is told of a month before its end. Pure.
import { monthYear } from '#platform/ui/french.ts'
import type { Day } from '#territory'

export const PERIODS = {
  an: { months: 12, label: '12 mois' },
  trimestre: { months: 3, label: '3 mois' },
  mois: { months: 1, label: '1 mois' },
} as const

export type PeriodName = keyof typeof PERIODS

export interface Period {
  name: PeriodName
  /** First days of its first and of its last month. */
  from: Day
  to: Day
}

/** The first day of the month so many months later. */
export function monthAfter(month: Day, months: number): Day {
  const whole = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  return `${Math.floor(whole / 12)}-${String((whole % 12) + 1).padStart(2, '0')}-01`
}

export const isPeriod = (name: string): name is PeriodName => Object.hasOwn(PERIODS, name)

/** The last so many months that are over. @param asked a name of PERIODS; a year for anything else */
export function periodOf(asked: string, today: Day): Period {
  const name = isPeriod(asked) ? asked : 'an'
  const to = monthAfter(`${today.slice(0, 7)}-01`, -1)
  return { name, to, from: monthAfter(to, 1 - PERIODS[name].months) }
}

export const monthsOf = ({ from, to }: Pick<Period, 'from' | 'to'>): Day[] => {
  const months = [from]
  for (let next = monthAfter(from, 1); next <= to; next = monthAfter(next, 1)) months.push(next)
  return months
}

/** « de décembre 2025 à novembre 2026 », « en novembre 2026 ». */
export const periodWords = ({ from, to }: Pick<Period, 'from' | 'to'>): string =>
  from === to ? `en ${monthYear(to)}` : `${fromMonth(from)} à ${monthYear(to)}`

const fromMonth = (month: Day): string => {
  const said = monthYear(month)
  return /^[aeiouyéh]/i.test(said) ? `d’${said}` : `de ${said}`
}
