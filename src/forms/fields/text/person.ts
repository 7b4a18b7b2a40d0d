// Who somebody is, as civil status says it: name at birth, usual name, first names, day and place of birth, here or abroad.
// Conditions read the day of birth.
import { z } from 'zod'
import { html } from '#platform/html.ts'
import { dateBoxes } from '#platform/ui/choices.ts'
import { fieldGroup } from '#platform/ui/fields.ts'
import { partInput, partSelect } from '#platform/ui/parts.ts'
import { countryOf, type Day, FRANCE, writtenCommune } from '#territory'
import type { Field } from '../../definition/definition.ts'
import { judgeBoxes, rawOfDay, shownBoxes } from '../days/boxes.ts'
import { LIMITS, type Limits, outside } from '../days/limits.ts'
import { asked, common, fieldKind, type Judged, type Judging, tooLong } from '../kind.ts'
import { readCommune } from '../places/communes.ts'
import { abroad } from '../places/country.ts'
import { type Raw, text } from '../read.ts'
import { SAYS } from '../words.ts'

const [NAME, USUAL, FIRST, PLACE, COUNTRY] = ['-nom', '-usage', '-prenoms', '-lieu', '-pays'] as const
const BOXES = ['-jour', '-mois', '-annee']
const LONGEST = 100

/** INSEE code of the commune, or of the country for a birth abroad, with the town as it was said. */
interface BirthPlace {
  code: string
  name: string
  /** Absent: abroad. */
  department?: string
}

interface PersonAnswer {
  /** Name at birth. */
  name: string
  usual?: string
  first: string
  born: Day
  at: BirthPlace
}

interface Options extends Limits {
  /** A child has no other name. */
  noUsualName?: true
}

const lineIn = (raw: Raw, part: string): string => text(raw, part).replace(/\s+/g, ' ')

/** A name as it may be written: letters, and what joins them. */
const NAME_SHAPE = /^[\p{L}\p{M}][\p{L}\p{M}'’ .-]*$/u

function wrongName(said: string, what: string): string | null {
  if (said === '') return SAYS.writeName(what)
  return tooLong(said, LONGEST) ?? (NAME_SHAPE.test(said) ? null : SAYS.nameInLetters(what))
}

function judgeNames(
  field: Field & Options,
  raw: Raw,
): Judged<Pick<PersonAnswer, 'name' | 'usual' | 'first'>> {
  const [name, usual, first] = [NAME, USUAL, FIRST].map((part) => lineIn(raw, part)) as [
    string,
    string,
    string,
  ]
  const isUsual = field.noUsualName !== true && usual !== ''
  for (const [said, part, what] of [
    [name, NAME, SAYS.theBirthName()],
    ...(isUsual ? [[usual, USUAL, SAYS.theUsualName()] as const] : []),
    [first, FIRST, SAYS.theFirstNames()],
  ] as const) {
    const problem = wrongName(said, what)
    if (problem !== null) return { problem, part }
  }
  return { answer: { name, first, ...(isUsual ? { usual } : {}) } }
}

function judgeBirth(
  field: Field & Options,
  raw: Raw,
  { today }: Judging,
): Judged<Pick<PersonAnswer, 'born' | 'at'>> {
  const born = judgeBoxes(raw)
  if ('problem' in born) return born
  if ('empty' in born) return { problem: SAYS.writeBirthDay(), part: BOXES[0] ?? '' }
  const early = outside({ latest: 'today', ...field }, born.answer, today)
  if (early !== null) return { problem: early, part: BOXES[0] ?? '' }
  const [place, country] = [lineIn(raw, PLACE), text(raw, COUNTRY) || FRANCE]
  if (place === '')
    return {
      problem: country === FRANCE ? SAYS.writeBirthTown() : SAYS.writeBirthTownAbroad(),
      part: PLACE,
    }
  if (countryOf(country) === undefined) return { problem: SAYS.chooseCountry(), part: COUNTRY }
  if (country === FRANCE) {
    const found = readCommune(place)
    return 'problem' in found
      ? { problem: `${found.problem}${found.isUnknown ? SAYS.bornAbroad() : ''}`, part: PLACE }
      : { answer: { born: born.answer, at: found.answer } }
  }
  const long = tooLong(place, LONGEST)
  return long === null
    ? { answer: { born: born.answer, at: { code: country, name: place } } }
    : { problem: long, part: PLACE }
}

const placeWritten = ({ code, name, department }: BirthPlace): string =>
  department === undefined ? name : writtenCommune({ code, name, department })

export const person = fieldKind<PersonAnswer, Options>({
  type: 'person',
  fact: 'date',
  read: ({ born }) => born,
  options: { ...LIMITS, noUsualName: { shape: z.literal(true), one: 'l’absence de nom d’usage' } },
  parts: [NAME, USUAL, FIRST, ...BOXES, PLACE, COUNTRY],
  category: () => 'identity',
  missingPart: NAME,
  judge(field, raw, judging) {
    const typed = [NAME, USUAL, FIRST, ...BOXES, PLACE]
    if (typed.every((part) => text(raw, part) === '')) return { empty: true }
    const names = judgeNames(field, raw)
    if (!('answer' in names)) return names
    const birth = judgeBirth(field, raw, judging)
    return 'answer' in birth ? { answer: { ...names.answer, ...birth.answer } } : birth
  },
  missing: (field) => SAYS.personTo(asked(field)),
  rawOf: ({ name, usual = '', first, born, at }) => ({
    ...{ [NAME]: name, [USUAL]: usual, [FIRST]: first },
    ...rawOfDay(born),
    ...{ [PLACE]: placeWritten(at), [COUNTRY]: at.department === undefined ? at.code : '' },
  }),
  control(field, raw, showing) {
    const of = common(field, showing)
    const part = (name: string) => ({
      ...{ of, part: name, value: text(raw, name) },
      isWrong: showing.problem !== undefined && (showing.part === undefined || showing.part === name),
    })
    const names = html`${partInput({ ...part(NAME), isFirst: true, label: SAYS.birthName(), medium: true, maxlength: 200 })}${
      field.noUsualName !== true &&
      partInput({
        ...part(USUAL),
        label: SAYS.usualName(),
        hint: SAYS.usualNameHint(),
        optional: true,
        medium: true,
        maxlength: 200,
      })
    }${partInput({ ...part(FIRST), label: SAYS.firstNames(), hint: SAYS.firstNamesHint(), maxlength: 200 })}`
    const day = dateBoxes({
      ...{ name: field.id, label: '', error: of.error, errorOf: field.id },
      ...shownBoxes(raw, showing.part),
    })
    const place = html`${partInput({ ...part(PLACE), label: SAYS.birthTown(), hint: SAYS.birthTownHint(), medium: true, maxlength: 150 })}${partSelect({ ...part(COUNTRY), label: SAYS.birthCountry(), ...abroad() })}`
    return fieldGroup(
      of,
      html`<div class="stack">${names}<fieldset><legend>${SAYS.birthDate()}</legend>${day}</fieldset>${place}</div>`,
    )
  },
  summary(_field, { name, usual, first, born, at }) {
    const country = at.department === undefined ? `, ${countryOf(at.code)?.name ?? at.code}` : ''
    return [
      `${first} ${name}${usual === undefined ? '' : SAYS.usualNameIs(usual)}`,
      SAYS.bornOn(born, `${placeWritten(at)}${country}`),
    ]
  },
  sample: (field) => ({
    ...{ name: 'Morandat', first: 'Lucette Marie', at: { code: '44109', name: 'Nantes', department: '44' } },
    born: field.earliest !== undefined && field.earliest > '1957-03-09' ? '2021-05-17' : '1957-03-09',
  }),
})
