// A type of question of the module of tides: how high the water is, in metres. The tests of field types try it as those of Parvis.
import { z } from 'zod'
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, fieldKind } from '../../../src/forms/fields/kind.ts'
import { numberIn, text } from '../../../src/forms/fields/read.ts'

interface Options {
  /** Metres that no tide passes there; absent: none. */
  highest?: number
}

export const height = fieldKind<number, Options>({
  type: 'tide-height',
  fact: 'number',
  options: { highest: { shape: z.number().positive(), one: 'la plus grande hauteur' } },
  category: () => 'choices',
  counted: true,
  judge({ highest = Infinity }, raw) {
    if (text(raw) === '') return { empty: true }
    const answer = numberIn(raw)
    if (answer === undefined) return { problem: 'Écrivez la hauteur en mètres, par exemple 12,5.' }
    return answer <= highest ? { answer } : { problem: `La mer ne monte pas à plus de ${highest} mètres.` }
  },
  missing: (field) => `Écrivez une hauteur à ${asked(field)}.`,
  rawOf: (answer) => ({ '': String(answer).replace('.', ',') }),
  control: (field, raw, showing) =>
    textInput({ ...common(field, showing), value: text(raw), inputmode: 'decimal' }),
  summary: (_field, answer) => `${answer.toLocaleString('fr-FR')} m`,
  sample: () => 12.5,
})
