// An organisation (SIREN) or one of its places (SIRET), by its number in the register of INSEE.
import { sirenFault, siretFault, writtenSiren, writtenSiret } from '#platform/french/siret.ts'
import { spoken } from '#platform/tongue/sentences.ts'
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'
import { SAYS } from './words.ts'

interface Number {
  type: string
  name: string
  hint(): string
  fault(digits: string): string | null
  written(digits: string): string
  sample: string
}

const registered = ({ type, name, hint, fault, written, sample }: Number) =>
  fieldKind<string>({
    type,
    fact: 'other',
    category: () => 'profession',
    judge(_field, raw) {
      const digits = text(raw).replace(/[\s.-]/g, '')
      if (digits === '') return { empty: true }
      const problem = fault(digits)
      if (problem === null) return { answer: digits }
      return { problem: spoken() === null ? problem : SAYS.registerWrong(name, sample.length) }
    },
    missing: (field) => SAYS.registerTo(name, asked(field)),
    rawOf: (answer) => ({ '': written(answer) }),
    control(field, raw, showing) {
      const said = common(field, showing)
      return textInput({
        ...said,
        hint: said.hint ?? hint(),
        value: text(raw),
        medium: true,
        inputmode: 'numeric',
        autocomplete: 'off',
        maxlength: 40,
      })
    },
    summary: (_field, answer) => written(answer),
    sample: () => sample,
  })

export const siret = registered({
  type: 'siret',
  name: 'SIRET',
  hint: () => SAYS.siretHint(),
  fault: siretFault,
  written: writtenSiret,
  sample: '12345678200002',
})

export const siren = registered({
  type: 'siren',
  name: 'SIREN',
  hint: () => SAYS.sirenHint(),
  fault: sirenFault,
  written: writtenSiren,
  sample: '123456782',
})
