// An amount in euros, to the cent.
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { numberIn, text } from '../read.ts'
import { BOUNDS, boundFaults, type Bounds, isFiner, outOf, typed, within } from './bounds.ts'
import { SAYS } from '../words.ts'

const [whole, cents] = [0, 2].map(
  (digits) =>
    new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', minimumFractionDigits: digits }),
) as [Intl.NumberFormat, Intl.NumberFormat]

/** « 1 250 € », « 1 250,50 € » */
const euros = (value: number): string => (Number.isInteger(value) ? whole : cents).format(value)

export const money = fieldKind<number, Bounds>({
  type: 'money',
  fact: 'number',
  options: BOUNDS,
  category: () => 'income',
  faults: boundFaults,
  judge(field, raw) {
    if (text(raw) === '') return { empty: true }
    const answer = numberIn(raw)
    if (answer === undefined) return { problem: SAYS.amount() }
    const problem = outOf(field, answer, euros)
    if (problem !== null) return { problem }
    return isFiner(answer, 2) ? { problem: SAYS.toTheCent() } : { answer }
  },
  missing: (field) => SAYS.amountTo(asked(field)),
  rawOf: (answer) => ({ '': typed(answer) }),
  control(field, raw, showing) {
    const said = common(field, showing)
    return textInput({
      ...said,
      hint: said.hint ?? SAYS.amountHint(),
      value: text(raw),
      medium: true,
      inputmode: 'decimal',
    })
  },
  summary: (_field, answer) => euros(answer),
  sample: (field) => within(field, 1250.5),
})
