// An hour of the day.
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'
import { HOURS, type Hour, type Hours, hourWithin, outOfHours, readHour, writtenHour } from './hours.ts'
import { SAYS } from '../words.ts'

export const time = fieldKind<Hour, Hours>({
  type: 'time',
  fact: 'text',
  linkable: [''],
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
  missing: (field) => SAYS.hourTo(asked(field)),
  control(field, raw, showing) {
    const said = common(field, showing)
    return textInput({
      ...said,
      hint: said.hint ?? SAYS.hourHint(),
      value: text(raw),
      medium: true,
      autocomplete: 'off',
    })
  },
  summary: (_field, answer) => SAYS.atHour(answer, writtenHour(answer)),
  sample: hourWithin,
})
