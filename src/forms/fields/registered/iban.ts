// An account to pay to (IBAN, ISO 13616): its length is that of its country, and its key is right. Shown masked once given.
import { textInput } from '#platform/ui/fields.ts'
import { common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'
import { SAYS } from './words.ts'

/** Length of the accounts of each country that the single euro payments area reaches (European Payments Council). */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AL28 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IS26 IT27 LI21 ' +
    'LT20 LU20 LV21 MC27 MD24 ME22 MK19 MT31 NL18 NO15 PL28 PT25 RO24 RS22 SE24 SI19 SK24 SM27 VA22'
  )
    .split(' ')
    .map((said) => [said.slice(0, 2), Number(said.slice(2))]),
)

/** Remainder by 97 of the number that it makes, its letters from A = 10, the first four signs last: 1 when its key is right. */
function remainder(iban: string): number {
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((sign) => Number.parseInt(sign, 36)).join('')
  return [...digits].reduce((left, digit) => (left * 10 + Number(digit)) % 97, 0)
}

const countries = new Intl.DisplayNames('fr-FR', { type: 'region' })

function faultOf(iban: string): string | null {
  if (!/^[A-Z]{2}\d{2}/.test(iban)) return SAYS.ibanBegins()
  if (!/^[A-Z\d]+$/.test(iban)) return SAYS.ibanSigns()
  const country = iban.slice(0, 2)
  const length = LENGTHS.get(country)
  if (length === undefined) return SAYS.ibanElsewhere(country)
  if (iban.length !== length) return SAYS.ibanLength(iban.length, length, countries.of(country) ?? country)
  return remainder(iban) === 1 ? null : SAYS.ibanWrong()
}

const compact = (typed: string): string => typed.replace(/[\s.-]/g, '').toUpperCase()

/** By four, as banks write it: « FR14 2004 1010… » */
const written = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')

export const iban = fieldKind<string>({
  type: 'iban',
  fact: 'other',
  category: () => 'income',
  judge(_field, raw) {
    const account = compact(text(raw))
    if (account === '') return { empty: true }
    const problem = faultOf(account)
    return problem === null ? { answer: account } : { problem }
  },
  missing: () => SAYS.ibanTo(),
  rawOf: (answer) => ({ '': written(answer) }),
  control(field, raw, showing) {
    const said = common(field, showing)
    return textInput({
      ...said,
      hint: said.hint ?? SAYS.ibanHint(),
      value: text(raw),
      autocomplete: 'off',
      spellcheck: false,
      maxlength: 60,
    })
  },
  summary: (_field, answer) => `${answer.slice(0, 4)}\u00a0••••\u00a0${answer.slice(-4)}`,
  entire: (answer) => written(answer).replaceAll(' ', '\u00a0'),
  // The example of the registry of ISO 13616.
  sample: () => 'FR1420041010050500013M02606',
})
