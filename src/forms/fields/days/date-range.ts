// From a day to another, both included. Conditions read the first.
import { z } from 'zod'
import { html } from '#platform/html.ts'
import { dateBoxes } from '#platform/ui/choices.ts'
import { fieldGroup } from '#platform/ui/fields.ts'
import { daysBetween, quoted } from '#platform/ui/french.ts'
import { addDays, type Day } from '#territory'
import type { Field } from '../../definition/definition.ts'
import { asked, common, fieldKind, type Judged, type Judging } from '../kind.ts'
import type { Raw } from '../read.ts'
import { judgeBoxes, rawOfDay, shownBoxes } from './boxes.ts'
import { dayWithin, LIMITS, type Limits, outside } from './limits.ts'
import { SAYS } from '../words.ts'

interface Period {
  from: Day
  to: Day
}

interface Options extends Limits {
  /** How many days at most, the first and the last among them. */
  mostDays?: number
}

const END = '-fin'

/** Of both days, the first that is missing, wrong or outside. */
function judgeDays(field: Field & Options, raw: Raw, { today }: Judging): Judged<Period> {
  const [from, to] = [judgeBoxes(raw), judgeBoxes(raw, END)]
  if ('empty' in from && 'empty' in to) return from
  if ('problem' in from) return from
  if ('empty' in from) return { problem: SAYS.firstDayToo(), part: '-jour' }
  const early = outside(field, from.answer, today)
  if (early !== null) return { problem: early, part: '-jour' }
  if ('problem' in to) return to
  if ('empty' in to)
    return {
      problem: SAYS.lastDayToo(),
      part: `${END}-jour`,
    }
  const late = outside(field, to.answer, today)
  if (late !== null) return { problem: late, part: `${END}-jour` }
  return { answer: { from: from.answer, to: to.answer } }
}

const lengthOf = ({ from, to }: Period): number => daysBetween(from, to) + 1

export const dateRange = fieldKind<Period, Options>({
  type: 'date-range',
  fact: 'date',
  read: ({ from }) => from,
  options: { ...LIMITS, mostDays: { shape: z.int().min(1).max(3660), one: 'le nombre de jours' } },
  parts: ['-jour', '-mois', '-annee', `${END}-jour`, `${END}-mois`, `${END}-annee`],
  category: () => 'choices',
  judge(field, raw, judging) {
    const judged = judgeDays(field, raw, judging)
    if (!('answer' in judged)) return judged
    const days = lengthOf(judged.answer)
    if (days < 1)
      return {
        problem: SAYS.lastBeforeFirst(),
        part: `${END}-jour`,
      }
    const { mostDays = Number.POSITIVE_INFINITY } = field
    return days > mostDays
      ? {
          problem: SAYS.tooManyDays(days, mostDays),
          part: `${END}-jour`,
        }
      : judged
  },
  missing: (field) => SAYS.periodTo(asked(field)),
  rawOf: ({ from, to }) => ({ ...rawOfDay(from), ...rawOfDay(to, END) }),
  control(field, raw, showing) {
    const said = common(field, showing)
    const { id, error } = { id: field.id, error: said.error }
    const first = dateBoxes({ ...said, ...shownBoxes(raw, showing.part) })
    const last = dateBoxes({
      ...{ name: id + END, label: '', errorOf: id, error },
      ...shownBoxes(raw, showing.part, END),
    })
    const one = (label: string, boxes: typeof first) =>
      html`<fieldset><legend>${label}</legend>${boxes}</fieldset>`
    return fieldGroup(
      said,
      html`<div class="stack">${one(SAYS.firstDay(), first)}${one(SAYS.lastDay(), last)}</div>`,
    )
  },
  summary(_field, period) {
    const { from, to } = period
    if (from === to) return SAYS.onDay(from)
    return SAYS.fromTo(from, to, lengthOf(period))
  },
  sample(field) {
    const from = dayWithin(field)
    const to = addDays(from, Math.min(field.mostDays ?? 3, 3) - 1)
    const { latest } = field
    return { from, to: latest === undefined || latest === 'today' || to <= latest ? to : from }
  },
  faults({ id, earliest = '', latest = '' }) {
    const isNone = /^\d/.test(earliest) && /^\d/.test(latest) && earliest > latest
    return isNone ? [`La question ${quoted(id)} ne laisse aucun jour.`] : []
  },
})
