// A telephone number: French ones in one form (06 39 98 41 17), foreign ones with their prefix (+41 22 ...).
import { textInput } from '#platform/ui/fields.ts'
import { common, fieldKind } from './kind.ts'
import { text } from './read.ts'
import { SAYS } from './words.ts'

/** The number in its one form, or null. */
function readPhone(typed: string): string | null {
  const digits = typed.replace(/[\s.\-()/]/g, '').replace(/^00/, '+')
  const french = digits.replace(/^\+33\(?0?\)?/, '0')
  if (/^0[1-9]\d{8}$/.test(french)) return french.replace(/(\d\d)(?=\d)/g, '$1 ')
  return /^\+[1-9]\d{6,14}$/.test(digits) && !digits.startsWith('+33') ? digits : null
}

export const phone = fieldKind<string>({
  type: 'phone',
  fact: 'text',
  category: () => 'contact',
  roles: ['contactPhone'],
  judge(_field, raw) {
    const typed = text(raw)
    if (typed === '') return { empty: true }
    const number = readPhone(typed)
    return number === null ? { problem: SAYS.phonePartial() } : { answer: number }
  },
  missing: () => SAYS.givePhone(),
  control: (field, raw, showing) =>
    textInput({
      ...common(field, showing),
      kind: 'tel',
      value: text(raw),
      autocomplete: field.autocomplete ?? 'tel',
      medium: true,
    }),
  sample: () => '06 39 98 41 17',
})
