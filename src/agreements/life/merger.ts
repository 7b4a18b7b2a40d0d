// Communes that become one: each agreement stops the day before, one of the new commune goes on the same day. No day is lost or doubled.
import { capital, longDate } from '#platform/ui/french.ts'
import { addDays, type Day } from '#territory'
import type { Offer } from '../price/grid.ts'
import { holdsOn, type Life, span, stretches } from './life.ts'

/** An agreement, and with whom. */
export interface Named {
  readonly name: string
  readonly life: Life
}

/** Where the agreement of the new commune begins from. */
export interface Succession {
  readonly startsOn: Day
  readonly endsOn: Day
  readonly noticeMonths: number
  readonly offer: Offer
  readonly gridId: number
  readonly opens: readonly string[]
}

/**
 * Why these may not become one on that day; null when they may.
 * @param others agreements that the new commune has already, beside those that merge
 */
export function mergerFault(merging: readonly Named[], others: readonly Named[], day: Day): string | null {
  if (merging.length < 2) return 'Une fusion réunit au moins deux conventions.'
  for (const { name, life } of merging)
    if (!holdsOn(life, addDays(day, -1)) || !holdsOn(life, day))
      return `La convention avec ${name} n’est pas en vigueur le ${longDate(day)} et la veille\u00a0: il n’y a rien à transférer.`
  const { endsOn } = successionOf(merging, day)
  const rival = others.find(({ life }) => {
    const held = span(life)
    return held !== null && held.from <= endsOn && held.to >= day
  })
  return rival === undefined
    ? null
    : `${capital(rival.name)} a déjà une convention à ces dates\u00a0: la fusion compterait deux fois la même période.`
}

/** What the new commune takes over: the widest offer, all that one of them opened, the latest grid, the latest end; no discount. */
export function successionOf(merging: readonly Named[], day: Day): Succession {
  const lives = merging.map(({ life }) => life)
  const held = lives.flatMap((life) => stretches(life).filter(({ from, to }) => from <= day && day <= to))
  return {
    startsOn: day,
    endsOn: lives.map(({ endsOn }) => endsOn).reduce((one, other) => (one > other ? one : other)),
    noticeMonths: Math.min(...lives.map(({ noticeMonths }) => noticeMonths)),
    offer: held.some(({ offer }) => offer === 'full') ? 'full' : 'restricted',
    gridId: Math.max(...held.map(({ gridId }) => gridId)),
    opens: [...new Set(held.flatMap(({ opens }) => opens))].toSorted(),
  }
}
