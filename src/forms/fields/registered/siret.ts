// An organisation (SIREN) or one of its places (SIRET), by its number in the register of INSEE.
import { sirenFault, siretFault, writtenSiren, writtenSiret } from '#platform/french/siret.ts'
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'

interface Number {
  type: string
  name: string
  hint: string
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
      return problem === null ? { answer: digits } : { problem }
    },
    missing: (field) => `Donnez le ${name}, à la question ${asked(field)}.`,
    rawOf: (answer) => ({ '': written(answer) }),
    control(field, raw, showing) {
      const said = common(field, showing)
      return textInput({
        ...said,
        hint: said.hint ?? hint,
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
  hint: '14\u00a0chiffres\u00a0: ceux du SIREN, puis cinq pour l’établissement.',
  fault: siretFault,
  written: writtenSiret,
  sample: '12345678200002',
})

export const siren = registered({
  type: 'siren',
  name: 'SIREN',
  hint: '9\u00a0chiffres.',
  fault: sirenFault,
  written: writtenSiren,
  sample: '123456782',
})
