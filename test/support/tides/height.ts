// A type of question of the module of tides: how high the water is, in metres. The tests of field types try it as those of Parvis.
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, fieldKind } from '../../../src/forms/fields/kind.ts'
import { numberIn, text } from '../../../src/forms/fields/read.ts'

export const height = fieldKind<number>({
  type: 'tide-height',
  fact: 'number',
  category: () => 'choices',
  counted: true,
  judge(_field, raw) {
    if (text(raw) === '') return { empty: true }
    const answer = numberIn(raw)
    return answer === undefined ? { problem: 'Écrivez la hauteur en mètres, par exemple 12,5.' } : { answer }
  },
  missing: (field) => `Écrivez une hauteur à ${asked(field)}.`,
  rawOf: (answer) => ({ '': String(answer).replace('.', ',') }),
  control: (field, raw, showing) =>
    textInput({ ...common(field, showing), value: text(raw), inputmode: 'decimal' }),
  summary: (_field, answer) => `${answer.toLocaleString('fr-FR')} m`,
  sample: () => 12.5,
})
