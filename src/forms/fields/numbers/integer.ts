// How many: a whole number.
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { numberIn, text } from '../read.ts'
import {
  BOUNDS,
  boundFaults,
  type Bounds,
  COUNTED,
  type Counted,
  outOf,
  typed,
  within,
  written,
} from './bounds.ts'
import { SAYS } from '../words.ts'

export const integer = fieldKind<number, Bounds & Counted>({
  type: 'integer',
  fact: 'number',
  linkable: [''],
  options: { ...BOUNDS, ...COUNTED },
  category: () => 'choices',
  faults: boundFaults,
  judge(field, raw) {
    if (text(raw) === '') return { empty: true }
    const answer = numberIn(raw)
    if (answer === undefined || !Number.isInteger(answer)) return { problem: SAYS.integer() }
    const problem = outOf(field, answer, (value) => written(value, field.unit))
    return problem === null ? { answer } : { problem }
  },
  missing: (field) => SAYS.integerTo(asked(field)),
  rawOf: (answer) => ({ '': typed(answer) }),
  control: (field, raw, showing) =>
    textInput({ ...common(field, showing), value: text(raw), medium: true, inputmode: 'numeric' }),
  summary: ({ unit }, answer) => written(answer, unit),
  sample: (field) => Math.floor(within(field, 3)),
})
