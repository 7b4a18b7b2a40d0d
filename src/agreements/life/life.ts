// The life of an agreement, told by its facts alone: from when to when it holds, under which offer, in which state on a day.
import { addDays, type Day } from '#territory'
import type { Offer } from '../price/grid.ts'

/** What a deed goes through before it holds: the agreement itself, and each amendment. */
export const DEED_STATES = ['draft', 'voted', 'signed', 'notified'] as const
export type DeedState = (typeof DEED_STATES)[number]

/** The agreement as it was signed (rank 0), or an amendment of it. */
export interface Deed {
  readonly rank: number
  readonly state: DeedState
  /** Of an amendment, its first day; of the agreement, the one that is planned. */
  readonly startsOn: Day
  readonly offer: Offer
  readonly gridId: number
  /** Features that it names, beside those of its offer. */
  readonly opens: readonly string[]
}

/** What tells its life. */
export interface Life {
  /** The last day it may ever have: no renewal passes it. */
  readonly endsOn: Day
  readonly noticeMonths: number
  readonly notifiedOn: Day | null
  /** Its last day when it was cut short, and why. */
  readonly stoppedOn: Day | null
  readonly stopped: 'denounced' | 'merged' | null
  /** By rank; the first is the agreement. */
  readonly deeds: readonly Deed[]
}

export type State = DeedState | 'active' | 'renewed' | 'denounced' | 'merged' | 'ended'

export const STATES: Readonly<Record<State, string>> = {
  draft: 'Projet',
  voted: 'Votée',
  signed: 'Signée',
  notified: 'Notifiée',
  active: 'En vigueur',
  renewed: 'Reconduite',
  denounced: 'Dénoncée',
  merged: 'Transférée',
  ended: 'Terminée',
}

export const yearOf = (day: Day): number => Number(day.slice(0, 4))
const firstOf = (year: number): Day => `${year}-01-01`
const lastOf = (year: number): Day => `${year}-12-31`

/** Some months later, or earlier: the same day of the month, or its last. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

function first({ deeds }: Pick<Life, 'deeds'>): Deed {
  const [deed] = deeds
  if (deed === undefined) throw new Error('an agreement without its first deed')
  return deed
}

/** Its first day: as planned when it was notified before, else the first of the month that follows. */
export const effectOf = (startsOn: Day, notifiedOn: Day): Day =>
  notifiedOn < startsOn ? startsOn : `${addMonths(notifiedOn, 1).slice(0, 7)}-01`

/** From its first day to its last; null before it is notified, or when it was cut before it began. */
export function span(life: Life): { from: Day; to: Day } | null {
  if (life.notifiedOn === null) return null
  const from = effectOf(first(life).startsOn, life.notifiedOn)
  const to = life.stoppedOn ?? life.endsOn
  return to < from ? null : { from, to }
}

/** What it is on that day. */
export function stateOn(life: Life, day: Day): State {
  const { state } = first(life)
  if (state !== 'notified') return state
  const held = span(life)
  if (held === null || day > held.to) return life.stopped === 'merged' ? 'merged' : 'ended'
  if (day < held.from) return state
  if (life.stopped === 'denounced') return 'denounced'
  return yearOf(day) > yearOf(held.from) ? 'renewed' : 'active'
}

/** Does it hold on that day? */
export const holdsOn = (life: Life, day: Day): boolean => {
  const held = span(life)
  return held !== null && held.from <= day && day <= held.to
}

/** Days under one offer and one grid, and what is named beside. */
export interface Stretch {
  readonly from: Day
  readonly to: Day
  readonly offer: Offer
  readonly gridId: number
  readonly opens: readonly string[]
}

/** What applies, from the first day to the last, without a gap: the agreement, then each amendment that was notified. */
export function stretches(life: Life): Stretch[] {
  const held = span(life)
  return held === null ? [] : between(life, held)
}

/** The same; of what is not notified yet, as if it were to be in time. */
export function plannedStretches(life: Life): Stretch[] {
  if (life.notifiedOn !== null) return stretches(life)
  return stretches({ ...life, notifiedOn: addDays(first(life).startsOn, -1) })
}

function between({ deeds }: Pick<Life, 'deeds'>, { from, to }: { from: Day; to: Day }): Stretch[] {
  const inForce = deeds.filter(({ rank, state }) => rank === 0 || state === 'notified')
  const starts = inForce.map(({ rank, startsOn }) => (rank === 0 || startsOn < from ? from : startsOn))
  return inForce
    .map(({ offer, gridId, opens }, index) => {
      const next = starts[index + 1]
      const end = next === undefined || next > to ? to : addDays(next, -1)
      return { from: starts[index] ?? from, to: end, offer, gridId, opens }
    })
    .filter((stretch) => stretch.from <= stretch.to)
}

/** The part of these days that is in that year. */
export function within<T extends { from: Day; to: Day }>(days: readonly T[], year: number): T[] {
  return days
    .filter(({ from, to }) => from <= lastOf(year) && to >= firstOf(year))
    .map((one) => ({
      ...one,
      from: one.from < firstOf(year) ? firstOf(year) : one.from,
      to: one.to > lastOf(year) ? lastOf(year) : one.to,
    }))
}

/** The years that these days touch. */
export function yearsOf(days: readonly { from: Day; to: Day }[]): number[] {
  const [start, end] = [days[0], days.at(-1)]
  if (start === undefined || end === undefined) return []
  const from = yearOf(start.from)
  return Array.from({ length: yearOf(end.to) - from + 1 }, (_, index) => from + index)
}

/** The last day on which one may denounce it for the end of that year: « avant le 1er octobre », three months ahead. */
export const noticeDay = (year: number, noticeMonths: number): Day =>
  addDays(addMonths(firstOf(year + 1), -noticeMonths), -1)

/** Where a denunciation received on that day leads: the end of the year when notice is kept, of the next one otherwise. */
export function denouncedTo(
  { endsOn, noticeMonths }: Pick<Life, 'endsOn' | 'noticeMonths'>,
  receivedOn: Day,
): Day {
  const year = yearOf(receivedOn)
  const end = lastOf(receivedOn <= noticeDay(year, noticeMonths) ? year : year + 1)
  return end < endsOn ? end : endsOn
}
