// A number plate: of today (AB-123-CD), of before 2009 (123 ABC 69), of another country when the question takes it.
import { z } from 'zod'
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'
import { SAYS } from './words.ts'

interface Options {
  /** One of another country is right too, as it is written. */
  foreignPlates?: true
}

/** Order of 9 February 2009 on the registration of vehicles: two letters, three digits, two letters, of which no I, O or U. */
const TODAY = /^([A-Z]{2})(\d{3})([A-Z]{2})$/
/** Before: digits, letters, the department. */
const BEFORE = /^(\d{1,4})([A-Z]{1,3})(\d{2,3}|2A|2B)$/
const UNUSED = /[IOU]/
const ELSEWHERE = /^(?=.*\d)[A-Z\d]{3,10}$/

/** As it is written in France; null for anything else. */
function french(signs: string): string | null {
  const today = TODAY.exec(signs)?.slice(1)
  if (today !== undefined) return UNUSED.test(`${today[0]}${today[2]}`) ? null : today.join('-')
  const before = BEFORE.exec(signs)?.slice(1)
  return before === undefined || UNUSED.test(before[1] ?? '') ? null : before.join(' ')
}

function problemOf(signs: string, foreignPlates: boolean): string {
  if (TODAY.test(signs)) return SAYS.plateLetters()
  return foreignPlates ? SAYS.plateWhole() : SAYS.plateShape()
}

export const plate = fieldKind<string, Options>({
  type: 'number-plate',
  fact: 'text',
  options: { foreignPlates: { shape: z.literal(true), one: 'les plaques d’autres pays' } },
  category: () => 'vehicle',
  judge({ foreignPlates = false }, raw) {
    const signs = text(raw)
      .toUpperCase()
      .replace(/[\s.\-–·]/g, '')
    if (signs === '') return { empty: true }
    const plateOf =
      french(signs) ?? (foreignPlates && !TODAY.test(signs) && ELSEWHERE.test(signs) ? signs : null)
    return plateOf === null ? { problem: problemOf(signs, foreignPlates) } : { answer: plateOf }
  },
  missing: (field) => SAYS.plateTo(asked(field)),
  control(field, raw, showing) {
    const said = common(field, showing)
    return textInput({
      ...said,
      hint: said.hint ?? SAYS.plateHint(),
      value: text(raw),
      medium: true,
      autocomplete: 'off',
      spellcheck: false,
      maxlength: 20,
    })
  },
  // WW: given for a few weeks, to nobody for good.
  sample: () => 'WW-123-AB',
})
