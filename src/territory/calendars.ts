// Calendars as administrators make and change them. Promises made do not move: what counts from now on does. Everything is an event.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { forget } from '#platform/db/snapshot.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { isSameWords, slugFor } from '#platform/plain-words.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import type { CalendarDefinition } from './definition.ts'
import { insertCalendar, lockCalendar, updateCalendar } from './queries.edit.ts'
import type { CalendarRow } from './queries.ts'
import { type Territory, territory } from './territory.ts'
import { lastWriter } from './signed.ts'
import { administeredAuthorities } from './units.ts'

export const calendarAccess: AccessTable = {
  'calendar.read': [agent('admin').anywhere],
  'calendar.change': [agent('admin').anywhere],
}

/** What is said of a calendar on screen. */
export type SaidOfCalendar = Omit<CalendarDefinition, 'id'>

const may = (tx: Read, place: Territory, authorityId: number | null): boolean =>
  authorityId === null
    ? tx.actor.kind === 'system' || metropolitanAdministrator.ever(tx.actor)
    : administeredAuthorities(tx, place).some(({ id }) => id === authorityId)

/** Calendars that one may change, or use: one’s own, and those of the metropolis. */
export function calendarsFor(tx: Read, place: Territory): { calendar: CalendarRow; mayChange: boolean }[] {
  return place.calendars
    .map((calendar) => ({ calendar, mayChange: may(tx, place, calendar.authorityId) }))
    .filter(({ calendar, mayChange }) => mayChange || calendar.authorityId === null)
}

/** Names are told apart where they are chosen among: in one authority, and beside those of the metropolis. */
function refuseTwin(place: Territory, said: SaidOfCalendar, authorityId: number | null, id?: string): void {
  const isTwin = place.calendars.some(
    (other) =>
      other.id !== id &&
      (other.authorityId === null || other.authorityId === authorityId) &&
      isSameWords(other.definition.label, said.label),
  )
  if (isTwin)
    throw new BadInput([
      { field: 'label', message: 'Un calendrier porte déjà ce nom\u00a0: choisissez-en un autre.' },
    ])
}

/** A new calendar of an authority; null: of the metropolis, which everybody may use. @throws NotFound, BadInput @returns its id */
export async function createCalendar(
  tx: Write,
  authorityId: number | null,
  said: SaidOfCalendar,
): Promise<string> {
  const place = await territory(tx)
  if (!may(tx, place, authorityId)) throw new NotFound()
  refuseTwin(place, said, authorityId)
  const base = slugFor(said.label) || 'calendrier'
  let id = base
  for (let rank = 2; place.calendars.some((other) => other.id === id); rank += 1) id = `${base}-${rank}`
  const number = await insertCalendar(tx, authorityId, { ...said, id })
  await emit(tx, {
    name: 'calendar.created',
    subjectKind: 'calendar',
    subjectId: number,
    payload: { ...said },
    isFirst: true,
  })
  forget(tx, 'territory')
  return id
}

/** Changes it for whoever follows it. @throws NotFound, Outdated, BadInput */
export async function changeCalendar(
  tx: Write,
  id: string,
  version: number,
  said: SaidOfCalendar,
): Promise<void> {
  const held = await lockCalendar(tx, id)
  const place = await territory(tx)
  if (held === undefined || !may(tx, place, held.authorityId)) throw new NotFound()
  if (held.version !== version) throw new Outdated(await lastWriter(tx, 'calendar', held.number))
  refuseTwin(place, said, held.authorityId, id)
  const definition = { ...said, id }
  if (JSON.stringify(held.definition) === JSON.stringify(definition)) return
  await updateCalendar(tx, id, definition)
  await emit(tx, {
    name: 'calendar.changed',
    subjectKind: 'calendar',
    subjectId: held.number,
    payload: { before: held.definition, after: definition },
  })
  forget(tx, 'territory')
}
