// A day in three boxes: every impossible date gets its own sentence.
import { dateFields } from '#platform/ui/choices.ts'
import type { Day } from '#territory'
import { asked, common, fieldKind } from '../kind.ts'
import { judgeBoxes, rawOfDay, shownBoxes } from './boxes.ts'
import { dayWithin, LIMITS, type Limits, outside } from './limits.ts'
import { SAYS } from '../words.ts'

export const date = fieldKind<Day, Limits>({
  type: 'date',
  fact: 'date',
  linkable: ['-jour', '-mois', '-annee'],
  options: LIMITS,
  parts: ['-jour', '-mois', '-annee'],
  category: () => 'choices',
  profile: ['birthdate'],
  // Civil status writes 00 for a day or a month that nobody knows.
  fromProfile(value) {
    const [year = '', month = '', day = ''] = value.split('-')
    return month === '00' || day === '00' ? null : { '-jour': day, '-mois': month, '-annee': year }
  },
  judge(field, raw, { today }) {
    const judged = judgeBoxes(raw)
    if (!('answer' in judged)) return judged
    const problem = outside(field, judged.answer, today)
    return problem === null ? judged : { problem }
  },
  missing: (field) => SAYS.dayTo(asked(field)),
  rawOf: (answer) => rawOfDay(answer),
  control: (field, raw, showing) =>
    dateFields({
      ...common(field, showing),
      ...shownBoxes(raw, showing.part),
      ...(field.autocomplete === 'bday' ? { autocomplete: 'bday' as const } : {}),
    }),
  summary: (_field, answer) => SAYS.day(answer),
  sample: dayWithin,
})
