// What a verified document proves of somebody: a class, its source, its date, its end. What was read is forgotten here.
import { type Brackets, monthsAfter, type Proof, quotientClass, type ShownId } from '../facts.ts'
import { type Refused, refused } from './refusals.ts'
import { isNamed, type Named, wordsOf } from './same-person.ts'
import { readTwoDDoc, type SignedDocument } from './two-d-doc.ts'
import type { Trusted } from './trust-list.ts'
import { TYPES } from './two-d-doc-fields.ts'

export interface Reading {
  readonly trust: Trusted
  /** `YYYY-MM-DD`, in the zone of the territory. */
  readonly today: string
  /** Whoever it must be about: the holder, or those whose household the holder is of. */
  readonly people: readonly Named[]
  /** Communes of the territory. */
  readonly communes: readonly { readonly code: string; readonly name: string }[]
  readonly brackets: Brackets
}

export type Proved = { readonly ok: true; readonly proof: Proof } | Refused

/** A bill says where one lives while it is no older than this; what it proved holds for a year. */
const HOME = { freshMonths: 3, holdsMonths: 12 }
/** Income of a year is that of the last notice until the September in which the second notice after it has come. */
const lastDayOfIncome = (year: number): string => `${year + 2}-09-30`

/** Reads a 2D-Doc as a proof about somebody. */
export function proofIn(text: string, reading: Reading): Proved {
  const document = readTwoDDoc(text, reading)
  if (!document.ok) return document
  const type = Object.hasOwn(TYPES, document.type) ? TYPES[document.type] : undefined
  if (type === undefined) return refused('type')
  if (document.country !== 'FR') return refused('foreign')
  if (type.must.some((id) => textOf(document, id) === '')) return refused('incomplete')
  return document.type === '28'
    ? incomeIn(document, reading, type.shown)
    : homeIn(document, reading, type.shown)
}

const textOf = ({ fields }: SignedDocument, id: string): string => fields.get(id)?.text ?? ''

const isAbout = ({ fields }: SignedDocument, ids: readonly string[], { people }: Reading): boolean => {
  const read = ids.flatMap((id) => fields.get(id) ?? [])
  const isCut = read.some((one) => one.isCut)
  return people.some((person) => isNamed(read.map(({ text }) => text).join(' '), person, isCut))
}

function incomeIn(document: SignedDocument, reading: Reading, shown: ShownId): Proved {
  const { today, brackets } = reading
  const [income, shares, year] = ['41', '43', '45'].map((id) => numberIn(textOf(document, id)))
  if (income === undefined || shares === undefined || year === undefined || shares < 1 || shares > 30)
    return refused('incomplete')
  if (!isAbout(document, ['46'], reading) && !isAbout(document, ['48'], reading)) return refused('person')
  const endsOn = lastDayOfIncome(year)
  if (year > Number(today.slice(0, 4))) return refused('future')
  if (endsOn < today) return refused('old')
  const value = quotientClass(income / 12 / shares, brackets)
  return proved({ fact: 'quotient', class: value, shown, seenOn: today, endsOn })
}

/** « 12345 », « 2,5 »; undefined when it is no number. */
function numberIn(text: string): number | undefined {
  return /^\d{1,9}(?:[.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : undefined
}

function homeIn(document: SignedDocument, reading: Reading, shown: ShownId): Proved {
  const { today } = reading
  if (!isAbout(document, ['10'], reading) && !isAbout(document, ['12', '13'], reading))
    return refused('person')
  const said = document.issuedOn ?? document.signedOn
  if (monthsAfter(said, HOME.freshMonths) < today) return refused('old')
  if ((textOf(document, '26') || 'FR') !== 'FR') return refused('elsewhere')
  const commune = communeIn(reading, { postcode: textOf(document, '24'), locality: textOf(document, '25') })
  if (commune === undefined) return refused('elsewhere')
  const endsOn = monthsAfter(said, HOME.holdsMonths)
  return proved({ fact: 'commune', class: commune, shown, seenOn: today, endsOn })
}

const proved = (proof: Omit<Proof, 'source' | 'level'>): Proved => ({
  ok: true,
  proof: { ...proof, source: 'twoDDoc', level: 'verified' },
})

// What the post writes short.
const SHORT: Readonly<Record<string, string>> = { st: 'saint', ste: 'sainte' }
// « CEDEX 03 », « LYON 3E ARRONDISSEMENT »: the commune is what stands before.
const POSTAL = /^(?:cedex|\d+|\d+(?:e|er|eme|ere)|arrondissement|arr)$/

const placeWords = (text: string): string =>
  wordsOf(text)
    .filter((word) => !POSTAL.test(word))
    .map((word) => SHORT[word] ?? word)
    .join(' ')

/** The commune of the territory of that name; its department is that of the post, for names are not unique. */
function communeIn(
  { communes }: Reading,
  { postcode, locality }: { postcode: string; locality: string },
): string | undefined {
  const named = placeWords(locality)
  return communes.find(
    ({ code, name }) => placeWords(name) === named && code.slice(0, 2) === postcode.slice(0, 2),
  )?.code
}
