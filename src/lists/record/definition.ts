// What a reference list is: the rows that a question proposes, kept here as a table or read at an address.
import { z } from 'zod'
import { quoted } from '#platform/ui/french.ts'
import { wordsOf } from '#platform/plain-words.ts'

/** What may be chosen. */
export interface Entry {
  /** Kept in answers, read by conditions; never changed. */
  value: string
  label: string
  /** What else is known of it, by column of the table (`columns`): an address, a town. */
  more?: string[]
}

/** Where a list is read, and where its rows stand in what comes. */
export interface ListAddress {
  url: string
  /** JSON Pointers (RFC 6901): to the rows in the answer, to the value and the label in a row. */
  rows: string
  value: string
  label: string
  /** Read again after so many minutes. */
  minutes: number
  /** What was read is proposed for so many days, when it is not read any more. */
  days: number
}

/** One or the other: `rows`, or `address`. */
export interface ReferenceList {
  id: string
  title: string
  /** Code of the authority whose list it is. */
  authority: string
  /** Names of what else its rows hold. */
  columns?: string[]
  rows?: Entry[]
  address?: ListAddress
}

export const MOST_ROWS = 5000
export const LONGEST = { value: 100, label: 200, more: 300 } as const
export const MOST_COLUMNS = 6

const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine(
      (text) => text === text.trim() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text),
      'Ce texte tient en une ligne, sans espaces autour.',
    )

const entrySchema = z.strictObject({
  value: line(LONGEST.value),
  label: line(LONGEST.label),
  more: z.array(z.string().max(LONGEST.more)).max(MOST_COLUMNS).optional(),
})

const pointer = z
  .string()
  .max(200)
  .regex(
    /^(\/([^~/]|~[01])*)*$/,
    'Écrivez un pointeur JSON\u00a0: «\u00a0/records\u00a0», «\u00a0/nom\u00a0», ou rien pour tout.',
  )

const addressSchema = z.strictObject({
  url: z.string().min(1, 'Écrivez l’adresse.').max(1000),
  rows: pointer,
  value: pointer,
  label: pointer,
  minutes: z
    .int('Écrivez un nombre entier de minutes.')
    .min(10, 'Dix minutes au moins.')
    .max(10_080, 'Une semaine au plus\u00a0: 10\u00a0080 minutes.'),
  days: z
    .int('Écrivez un nombre entier de jours.')
    .min(1, 'Un jour au moins.')
    .max(365, 'Un an au plus\u00a0: 365 jours.'),
})

export const listSchema: z.ZodType<ReferenceList> = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(60),
    title: z.string().min(1, 'Donnez-lui un nom.').max(200),
    authority: z.string().min(1, 'Choisissez la collectivité.'),
    columns: z.array(line(60)).max(MOST_COLUMNS).optional(),
    rows: z.array(entrySchema).max(MOST_ROWS, `Une liste a ${MOST_ROWS} lignes au plus.`).optional(),
    address: addressSchema.optional(),
  })
  .refine(
    ({ rows, address }) => (rows === undefined) !== (address === undefined),
    'Une liste est un tableau ou une adresse, l’un ou l’autre.',
  ) as unknown as z.ZodType<ReferenceList>

/** As two labels are compared: those that read alike are one to whoever types. */
export const plainLabel = (text: string): string => wordsOf(text).join(' ')

/** What is wrong between the rows of a table, a sentence each. */
export function tableFaults({ columns = [], rows = [] }: Pick<ReferenceList, 'columns' | 'rows'>): string[] {
  if (rows.length === 0) return ['Ce tableau n’a aucune ligne\u00a0: importez-les.']
  const twice = (texts: readonly string[]): string | undefined => {
    const seen = new Set<string>()
    return texts.find((text) => seen.size === seen.add(text).size)
  }
  const value = twice(rows.map((row) => row.value))
  const label = twice(rows.map((row) => plainLabel(row.label)))
  const wide = rows.find(({ more = [] }) => more.length > columns.length)
  return [
    ...(value === undefined ? [] : [`Deux lignes ont la valeur ${quoted(value)}.`]),
    ...(label === undefined
      ? []
      : [
          `Deux lignes se lisent ${quoted(rows.find((row) => plainLabel(row.label) === label)?.label ?? label)}\u00a0: personne ne saurait laquelle choisir.`,
        ]),
    ...(wide === undefined
      ? []
      : [`La ligne ${quoted(wide.label)} a plus de cases que le tableau n’a de colonnes.`]),
  ]
}
