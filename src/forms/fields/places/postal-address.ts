// Where mail reaches somebody: a line, a postal code and a town that go together; another country when the question takes it.
import { z } from 'zod'
import { attrs, html } from '#platform/html.ts'
import { fieldGroup } from '#platform/ui/fields.ts'
import { listSentence } from '#platform/ui/french.ts'
import { partInput, partSelect } from '#platform/ui/parts.ts'
import { communesAt, communesNamed, countryOf, FRANCE, type FrenchCommune } from '#territory'
import { asked, common, fieldKind, type Judged, tooLong } from '../kind.ts'
import { type Raw, text } from '../read.ts'
import { abroad as elsewhere } from './country.ts'
import { SAYS } from '../words.ts'

const [LINE, MORE, POSTCODE, TOWN, COUNTRY] = ['-adresse', '-complement', '-code', '-ville', '-pays'] as const
const LONGEST = 120

interface AddressAnswer {
  /** Number and street. */
  line: string
  /** Building, floor, mailbox. */
  more?: string
  postcode: string
  town: string
  /** INSEE code of the town; absent where there is none: CEDEX, abroad. */
  commune?: string
  /** Absent: France. */
  country?: string
}

interface Options {
  /** One abroad is right too. */
  abroad?: true
}

const lineIn = (raw: Raw, part: string): string => text(raw, part).replace(/\s+/g, ' ')

const names = (found: readonly FrenchCommune[]): string => {
  const some = found.slice(0, 4).map(({ name }) => name)
  return found.length > 4 ? `${some.join(', ')}…` : listSentence(some, 'ou')
}

/** The town of a French address, as the official list writes it. */
function townOf(postcode: string, town: string): Judged<Pick<AddressAnswer, 'town' | 'commune'>> {
  const isCedex = /\bcedex\b/i.test(town)
  const served = communesAt(postcode)
  if (served.length === 0)
    return isCedex ? { answer: { town } } : { problem: SAYS.noPostcode(postcode), part: POSTCODE }
  const known = communesNamed(`${town} ${postcode}`)
  // One that is now a part of another keeps its name on letters.
  const part = communesNamed(town).filter(
    ({ isWhole, department }) => !isWhole && served.some((one) => one.department === department),
  )
  const [found] = [...known, ...part]
  if (found !== undefined) return { answer: { town: found.name, commune: found.code } }
  return isCedex
    ? { answer: { town } }
    : {
        problem: SAYS.otherTown(postcode, names(served)),
        part: TOWN,
      }
}

function judgeTown(raw: Raw, country: string): Judged<Omit<AddressAnswer, 'line' | 'more'>> {
  const [postcode, town] = [lineIn(raw, POSTCODE), lineIn(raw, TOWN)]
  const missing = { problem: SAYS.writeTown(), part: TOWN }
  if (country !== FRANCE) {
    if (town === '') return missing
    const long = tooLong(town, LONGEST) ?? tooLong(postcode, 12)
    return long === null ? { answer: { postcode, town, country } } : { problem: long, part: TOWN }
  }
  const digits = postcode.replace(/\s/g, '')
  if (!/^\d{5}$/.test(digits)) return { problem: SAYS.postcodeShape(), part: POSTCODE }
  if (town === '') return missing
  if (town.length > LONGEST) return { problem: tooLong(town, LONGEST) ?? '', part: TOWN }
  const judged = townOf(digits, town)
  return 'answer' in judged ? { answer: { postcode: digits, ...judged.answer } } : judged
}

const PARTS = [LINE, MORE, POSTCODE, TOWN]

export const postalAddress = fieldKind<AddressAnswer, Options>({
  type: 'postal-address',
  fact: 'other',
  options: { abroad: { shape: z.literal(true), one: 'les adresses à l’étranger' } },
  parts: [...PARTS, COUNTRY],
  category: () => 'address',
  roles: ['contactAddress'],
  // As the profile writes it: « 1, rue du Port, 44000 Nantes ».
  fromProfile(value) {
    const [, line, postcode, town] = /^(.+?)[\s,]+(\d{5}) +(\D+)$/.exec(value.slice(0, 300)) ?? []
    return line === undefined || postcode === undefined || town === undefined
      ? null
      : { [LINE]: line, [POSTCODE]: postcode, [TOWN]: town }
  },
  missingPart: LINE,
  judge(field, raw) {
    if (PARTS.every((part) => text(raw, part) === '')) return { empty: true }
    const [line, more] = [lineIn(raw, LINE), lineIn(raw, MORE)]
    const country = field.abroad === true ? text(raw, COUNTRY) || FRANCE : FRANCE
    if (countryOf(country) === undefined) return { problem: SAYS.chooseCountry(), part: COUNTRY }
    if (line === '')
      return {
        problem: SAYS.writeLine(),
        part: LINE,
      }
    const [long, longer] = [tooLong(line, LONGEST), tooLong(more, LONGEST)]
    if (long !== null) return { problem: long, part: LINE }
    if (longer !== null) return { problem: longer, part: MORE }
    const judged = judgeTown(raw, country)
    if (!('answer' in judged)) return judged
    return { answer: { line, ...(more === '' ? {} : { more }), ...judged.answer } }
  },
  missing: (field) => SAYS.addressTo(asked(field)),
  rawOf: ({ line, more = '', postcode, town, country }) => ({
    ...{ [LINE]: line, [MORE]: more, [POSTCODE]: postcode, [TOWN]: town },
    ...(country === undefined ? {} : { [COUNTRY]: country }),
  }),
  control(field, raw, showing) {
    const of = common(field, showing)
    const { autocomplete } = field
    const part = (name: string) => ({
      ...{ of, part: name, value: text(raw, name) },
      isWrong: showing.problem !== undefined && (showing.part === undefined || showing.part === name),
    })
    /** What browsers fill: where the person lives, unless the question is about somewhere else. */
    const fills = (token: string) => (autocomplete === 'off' ? 'off' : token)
    const lines = html`${partInput({ ...part(LINE), isFirst: true, label: SAYS.streetLine(), autocomplete: fills('address-line1'), maxlength: 200 })}${partInput({ ...part(MORE), label: SAYS.buildingLine(), optional: true, autocomplete: fills('address-line2'), maxlength: 200 })}${partInput({ ...part(POSTCODE), label: SAYS.postcode(), medium: true, autocomplete: fills('postal-code'), maxlength: 20 })}${partInput({ ...part(TOWN), label: SAYS.town(), medium: true, autocomplete: fills('address-level2'), maxlength: 150 })}`
    const abroad =
      field.abroad === true &&
      partSelect({
        ...part(COUNTRY),
        label: SAYS.country(),
        ...elsewhere(),
        autocomplete: fills('country-name'),
      })
    const search = attrs({ 'data-url': '/adresses', 'data-everywhere': 'oui' })
    return fieldGroup(
      of,
      html`<address-search ${search}><div class="stack">${lines}${abroad}</div></address-search>`,
    )
  },
  summary: (_field, { line, more = '', postcode, town, country }) => [
    line,
    ...(more === '' ? [] : [more]),
    `${postcode} ${town}`.trim(),
    ...(country === undefined ? [] : [countryOf(country)?.name ?? country]),
  ],
  sample: () => ({ line: '12, rue de la République', postcode: '44000', town: 'Nantes', commune: '44109' }),
})
