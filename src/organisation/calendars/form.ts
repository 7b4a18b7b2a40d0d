// What is asked of a calendar: its name, the hours of each weekday, holidays, closed days.
import { z } from 'zod'
import type { FieldProblem } from '#platform/errors.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import type { Values } from '#platform/http/route.ts'
import type { SaidOfCalendar } from '#territory'
import { closureLines, closuresText, hoursLine, hoursText } from './hours.ts'

/** What becomes of public holidays. */
export const HOLIDAYS = [
  ['france', 'Fermé les jours fériés'],
  ['alsace-moselle', 'Fermé, avec ceux d’Alsace-Moselle'],
  ['none', 'Ouvert comme les autres jours'],
] as const

const DAYS = [
  ['monday', 'Lundi'],
  ['tuesday', 'Mardi'],
  ['wednesday', 'Mercredi'],
  ['thursday', 'Jeudi'],
  ['friday', 'Vendredi'],
  ['saturday', 'Samedi'],
  ['sunday', 'Dimanche'],
] as const
type DayName = (typeof DAYS)[number][0]

const dayField = (label: string) =>
  field({ label, control: 'line', optional: true, medium: true, type: hoursLine })

const fields = {
  label: field({
    label: 'Nom',
    control: 'line',
    type: lineOf(120).refine((text) => text.length > 2, 'Écrivez le nom du calendrier.'),
  }),
  ...(Object.fromEntries(DAYS.map(([name, label]) => [name, dayField(label)])) as Record<
    DayName,
    ReturnType<typeof dayField>
  >),
  holidays: field({
    label: 'Jours fériés',
    control: HOLIDAYS,
    type: z.enum(['france', 'alsace-moselle', 'none'], 'Choisissez une réponse.'),
  }),
  closures: field({
    label: 'Jours fermés en plus',
    hint: 'Un par ligne\u00a0: le jour, puis le motif qui sera dit. Par exemple 15/05/2026 Pont de l’Ascension.',
    control: 'text',
    optional: true,
    rows: 5,
    type: closureLines,
  }),
}

export const calendarForm = formOf(fields)

/** New calendars also say whose they are. */
export const newCalendarForm = formOf({
  authority: field({
    label: 'Collectivité',
    hint: 'Un calendrier de la métropole peut servir à toutes.',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez la collectivité.'),
  }),
  ...fields,
})

type Typed = ReadFields<typeof fields>

/** As the territory keeps it. */
export function saidOf(typed: Typed): SaidOfCalendar {
  const hours = Object.fromEntries(
    DAYS.map(([name], at) => [at + 1, typed[name]] as const).filter(([, ranges]) => ranges.length > 0),
  )
  const { label, holidays, closures } = typed
  return { label, hours, holidays, ...(closures.length > 0 && { closures }) }
}

/** A week without a working day: no delay would ever end. */
export const neverOpen = ({ hours }: SaidOfCalendar): FieldProblem[] =>
  Object.keys(hours).length > 0
    ? []
    : [
        {
          field: 'monday',
          message: 'Ouvrez au moins un jour de la semaine\u00a0: sans jour ouvré, aucun délai ne finirait.',
        },
      ]

export const asTyped = ({ label, hours, holidays, closures = [] }: SaidOfCalendar): Values => ({
  ...{ label, holidays, closures: closuresText(closures) },
  ...Object.fromEntries(DAYS.map(([name], at) => [name, hoursText(hours[(at + 1) as 1] ?? [])])),
})
