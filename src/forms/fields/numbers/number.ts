// A number: an amount, a surface, how many.
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { numberIn, text } from '../read.ts'
import { COUNTED, type Counted, GREATEST } from './bounds.ts'
import { SAYS } from '../words.ts'

/** Counted to the hundredth. */
const hundredths = (value: number): number => Math.round(value * 100) / 100

export const number = fieldKind<number, Counted>({
  type: 'number',
  fact: 'number',
  linkable: [''],
  options: COUNTED,
  category: () => 'choices',
  judge(_field, raw) {
    if (text(raw) === '') return { empty: true }
    const answer = numberIn(raw)
    if (answer === undefined) return { problem: SAYS.number() }
    return Math.abs(answer) <= GREATEST ? { answer: hundredths(answer) } : { problem: SAYS.tooGreat() }
  },
  missing: (field) => SAYS.numberTo(asked(field)),
  rawOf: (answer) => ({ '': String(answer).replace('.', ',') }),
  control: (field, raw, showing) =>
    textInput({ ...common(field, showing), value: text(raw), medium: true, inputmode: 'decimal' }),
  summary: ({ unit }, answer) => answer.toLocaleString('fr-FR') + (unit === undefined ? '' : `\u00a0${unit}`),
  sample: () => 1250.5,
})
