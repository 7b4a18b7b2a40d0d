// What a change of calendar would do, before it is done: what the pages say, and the day that a delay begun today would end.
import { html, type Html } from '#platform/html.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { addWorkingDays, compileCalendar, localDay, openingSentence, type SaidOfCalendar } from '#territory'

/** Working days of usual delays. */
const DELAYS = [5, 10, 30] as const

interface Change {
  before: SaidOfCalendar
  after: SaidOfCalendar
  users: string
  now: Date
  zone: string
}

export function calendarPreview({ before, after, users, now, zone }: Change): Html {
  const today = localDay(now, zone)
  const ends = (said: SaidOfCalendar, days: number) =>
    longDate(addWorkingDays(compileCalendar({ ...said, id: '' }, zone), today, days))
  const rows = [
    ['Ouvert', openingSentence(before), openingSentence(after)],
    ...DELAYS.map((days) => [
      `Promis aujourd’hui en ${days} jours ouvrés`,
      ends(before, days),
      ends(after, days),
    ]),
  ]
  const columns = [{ label: 'Ce que lit un habitant' }, { label: 'Avant' }, { label: 'Après' }]
  return panel(
    'Ce que cela change',
    html`<p>Suivi par&nbsp;: ${users}. Les dates déjà promises ne bougent pas&nbsp;; ce qui reprend après une pause se compte avec le nouveau calendrier.</p>${table({ caption: 'Avant et après', captionHidden: true, columns, rows, dense: true })}`,
  )
}
