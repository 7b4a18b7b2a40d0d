// A day and an hour: three boxes and one. Conditions read its day.
import { attrs, html } from '#platform/html.ts'
import { dateBoxes } from '#platform/ui/choices.ts'
import { fieldGroup } from '#platform/ui/fields.ts'
import type { Day } from '#territory'
import { asked, common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'
import { judgeBoxes, rawOfDay, shownBoxes } from './boxes.ts'
import { HOURS, type Hours, hourWithin, outOfHours, readHour, writtenHour } from './hours.ts'
import { dayWithin, LIMITS, type Limits, outside } from './limits.ts'
import { SAYS } from '../words.ts'

const HOUR = '-heure'

/** `YYYY-MM-DDTHH:MM`, where the form is answered. */
type Moment = string

const partsOf = (moment: Moment): { day: Day; hour: string } => {
  const [day = '', hour = ''] = moment.split('T')
  return { day, hour }
}

export const dateTime = fieldKind<Moment, Limits & Hours>({
  type: 'date-time',
  fact: 'date',
  read: (answer) => partsOf(answer).day,
  options: { ...LIMITS, ...HOURS },
  parts: ['-jour', '-mois', '-annee', HOUR],
  category: () => 'choices',
  judge(field, raw, { today }) {
    const [said, typed] = [judgeBoxes(raw), text(raw, HOUR)]
    if ('empty' in said && typed === '') return said
    if ('empty' in said) return { problem: SAYS.dayToo(), part: '-jour' }
    if ('problem' in said) return said
    const late = outside(field, said.answer, today)
    if (late !== null) return { problem: late, part: '-jour' }
    if (typed === '') return { problem: SAYS.hourToo(), part: HOUR }
    const hour = readHour(typed)
    if ('problem' in hour) return { ...hour, part: HOUR }
    const problem = outOfHours(field, hour.answer)
    return problem === null ? { answer: `${said.answer}T${hour.answer}` } : { problem, part: HOUR }
  },
  missing: (field) => SAYS.momentTo(asked(field)),
  rawOf(answer) {
    const { day, hour } = partsOf(answer)
    return { ...rawOfDay(day), [HOUR]: hour }
  },
  control(field, raw, showing) {
    const said = common(field, showing)
    const id = field.id + HOUR
    const isWrong = showing.problem !== undefined && (showing.part === HOUR || showing.part === undefined)
    const given = attrs({
      ...{ class: 'input year', id, name: id, value: text(raw, HOUR), autocomplete: 'off', maxlength: 12 },
      'aria-invalid': isWrong ? 'true' : undefined,
      'aria-describedby': isWrong ? `${field.id}-erreur` : undefined,
    })
    const box = html`<label for="${id}">${SAYS.hourLabel()}<input ${given}></label>`
    return fieldGroup(said, dateBoxes({ ...said, ...shownBoxes(raw, showing.part) }, box))
  },
  summary(_field, answer) {
    const { day, hour } = partsOf(answer)
    return SAYS.moment(day, hour, writtenHour(hour))
  },
  sample: (field) => `${dayWithin(field)}T${hourWithin(field)}`,
})
