// An hour of the day.
import { textInput } from '#platform/ui/fields.ts'
import { capital } from '#platform/ui/french.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'
import { HOURS, type Hour, type Hours, hourWithin, outOfHours, readHour, writtenHour } from './hours.ts'

export const time = fieldKind<Hour, Hours>({
  type: 'time',
  fact: 'text',
  options: HOURS,
  category: () => 'choices',
  judge(field, raw) {
    const typed = text(raw)
    if (typed === '') return { empty: true }
    const judged = readHour(typed)
    if ('problem' in judged) return judged
    const problem = outOfHours(field, judged.answer)
    return problem === null ? judged : { problem }
  },
  missing: (field) => `Indiquez une heure à la question ${asked(field)}.`,
  control(field, raw, showing) {
    const said = common(field, showing)
    return textInput({
      ...said,
      hint: said.hint ?? 'Par exemple 14\u00a0h\u00a030.',
      value: text(raw),
      medium: true,
      autocomplete: 'off',
    })
  },
  summary: (_field, answer) => capital(writtenHour(answer)),
  sample: hourWithin,
})
