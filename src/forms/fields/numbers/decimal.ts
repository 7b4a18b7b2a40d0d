// A measure: a number with as many digits behind the comma as it needs.
import { z } from 'zod'
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { numberIn, text } from '../read.ts'
import {
  BOUNDS,
  boundFaults,
  type Bounds,
  COUNTED,
  type Counted,
  isFiner,
  outOf,
  typed,
  within,
  written,
} from './bounds.ts'
import { SAYS } from '../words.ts'

const USUAL = 2

interface Options extends Bounds, Counted {
  /** Digits behind the comma, at most; 2 unless said. */
  decimals?: number
}

export const decimal = fieldKind<number, Options>({
  type: 'decimal',
  fact: 'number',
  linkable: [''],
  options: {
    ...BOUNDS,
    ...COUNTED,
    decimals: { shape: z.int().min(1).max(4), one: 'les chiffres après la virgule' },
  },
  category: () => 'choices',
  faults: boundFaults,
  judge(field, raw) {
    const { decimals = USUAL } = field
    if (text(raw) === '') return { empty: true }
    const answer = numberIn(raw)
    if (answer === undefined) return { problem: SAYS.decimal() }
    const problem = outOf(field, answer, (value) => written(value, field.unit))
    if (problem !== null) return { problem }
    return isFiner(answer, decimals) ? { problem: SAYS.rounded(decimals) } : { answer }
  },
  missing: (field) => SAYS.numberTo(asked(field)),
  rawOf: (answer) => ({ '': typed(answer) }),
  control: (field, raw, showing) =>
    textInput({ ...common(field, showing), value: text(raw), medium: true, inputmode: 'decimal' }),
  summary: ({ unit }, answer) => written(answer, unit),
  sample: (field) => within(field, 4.5),
})
