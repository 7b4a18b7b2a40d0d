// What was done to a unit, in sentences.
import type { EventRow } from '#platform/ledger/events.ts'
import { listSentence } from '#platform/ui/french.ts'
import type { SaidOfUnit, Territory } from '#territory'
import { KINDS } from './form.ts'

type Field = keyof SaidOfUnit

const unitName = (place: Territory, id: unknown): string =>
  place.units.find((unit) => unit.id === id)?.name ?? 'aucune'
const areaNames = (place: Territory, codes: unknown): string =>
  Array.isArray(codes)
    ? listSentence(codes.map((code) => place.area(String(code))?.name ?? String(code)))
    : 'toutes'

/** What each field is called, and how its value reads. */
const FIELDS: Readonly<
  Record<Field, readonly [label: string, say: (value: unknown, place: Territory) => string]>
> = {
  name: ['Nom', String],
  kind: ['Ce qu’elle est', (value) => KINDS.find(([id]) => id === value)?.[1] ?? ''],
  parentId: ['Au-dessous de', (value, place) => unitName(place, value)],
  functions: [
    'Ce qu’elle traite',
    (value, place) => listSentence((value as string[]).map((fn) => place.functionName(fn))) || 'rien',
  ],
  communes: ['Communes servies', (value, place) => areaNames(place, value)],
  calendarId: [
    'Calendrier',
    (value, place) => place.calendars.find(({ id }) => id === value)?.definition.label ?? String(value),
  ],
  phone: ['Téléphone', (value) => (value === null ? 'aucun' : String(value))],
  email: ['Adresse e-mail', (value) => (value === null ? 'aucune' : String(value))],
}

interface Change {
  field: Field
  before: unknown
  after: unknown
}

const changeText = (place: Territory, { field, before, after }: Change): string => {
  const [label, say] = FIELDS[field]
  return `${label}\u00a0: ${say(before, place)} → ${say(after, place)}`
}

const SAID: Readonly<Record<string, string>> = {
  'unit.created': 'Unité ouverte',
  'unit.reorganised': 'Réorganisation faite',
  'unit.restored': 'Réorganisation défaite',
}

/** What one event says, a line each. */
export function eventLines({ name, payload }: EventRow, place: Territory): string[] {
  const said = SAID[name]
  if (said !== undefined) return [said]
  return (payload.changes as Change[]).map((change) => changeText(place, change))
}
