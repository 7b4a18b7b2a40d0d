// A country, by its code in the official geographic code of INSEE.
import { select } from '#platform/ui/fields.ts'
import { KIT } from '#platform/ui/words.ts'
import { COUNTRIES, countryOf, FRANCE } from '#territory'
import { asked, common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'
import { SAYS } from '../words.ts'

const countryOptions = COUNTRIES.map(({ code, name }) => ({ value: code, label: name }))

/** Where France is what most mean: what is chosen when nothing is. */
export const abroad = () => ({
  blank: 'France',
  options: countryOptions.filter(({ value }) => value !== FRANCE),
})

export const country = fieldKind<string>({
  type: 'country',
  fact: 'text',
  linkable: [''],
  category: () => 'place',
  judge(_field, raw) {
    const code = text(raw)
    if (code === '') return { empty: true }
    return countryOf(code) === undefined ? { problem: SAYS.chooseCountry() } : { answer: code }
  },
  missing: (field) => SAYS.countryTo(asked(field)),
  control: (field, raw, showing) =>
    select({
      ...common(field, showing),
      value: text(raw),
      options: countryOptions,
      blank: KIT.choose(),
      medium: true,
    }),
  summary: (_field, answer) => countryOf(answer)?.name ?? answer,
  sample: () => FRANCE,
})
