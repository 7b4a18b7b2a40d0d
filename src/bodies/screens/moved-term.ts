// What other days of a term change: who ceases to sit, who begins to, and when. Pure.
import { type Html, html } from '#platform/html.ts'
import { longDate, plural, someOf } from '#platform/ui/french.ts'
import { addDays } from '#territory'
import type { Days, Seat } from '../record/queries.ts'
import { isOn } from './words.ts'

interface Moved {
  days: Days
  term: Days
  seats: readonly Seat[]
  today: string
}

const namesOf = (seats: readonly Seat[]): readonly string[] => [...new Set(seats.map(({ name }) => name))]

/** Is it of today, and would it not be? */
const isLeft = ({ days, term, today }: Moved): boolean => isOn(term, today) && !isOn(days, today)

/** Who sits no more from today on, when the term would not be of today any more; else from the day after its last. */
function ended(moved: Moved): Html {
  const { days, seats, today } = moved
  const { to } = days
  const last = isLeft(moved) ? today : to
  if (last === null) return html`<p class="reading">Personne ne cesse de siéger à un jour dit.</p>`
  const names = namesOf(
    seats.filter((seat) => isOn(seat, last) || (to !== null && seat.from > to && seat.from > today)),
  )
  if (names.length === 0) return html`<p class="reading">Personne n’y siège ce jour-là.</p>`
  const since = isLeft(moved) ? 'dès aujourd’hui' : `le ${longDate(addDays(last, 1))}`
  return html`<p class="reading"><b>${plural(names.length, 'personne cesse', 'personnes cessent')} de siéger ${since}</b>&nbsp;: ${someOf(names, 8)}. Ce que cette instance ${names.length === 1 ? 'lui' : 'leur'} ouvrait se ferme ce jour-là, sans que personne ait rien à faire.</p>`
}

/** Who sits from today on, or from its first day, and would not have; null: nobody. */
function begun(moved: Moved): Html | null {
  const { days, term, seats, today } = moved
  const first = days.from > today ? days.from : today
  if (!isOn(days, first) || (isOn(term, first) && !isLeft(moved))) return null
  const names = namesOf(seats.filter((seat) => isOn(seat, first)))
  if (names.length === 0) return null
  const since = first === today ? 'dès aujourd’hui' : `à partir du ${longDate(first)}`
  return html`<p class="reading"><b>${plural(names.length, 'personne siège', 'personnes siègent')} ${since}</b>&nbsp;: ${someOf(names, 8)}. Ce que cette instance ouvre ${names.length === 1 ? 'lui' : 'leur'} est ouvert ce jour-là.</p>`
}

export function movedTerm(moved: Moved): Html {
  const opened = begun(moved)
  const nobodyLeaves = moved.days.to === null && !isLeft(moved)
  return html`${opened}${opened !== null && nobodyLeaves ? null : ended(moved)}`
}
