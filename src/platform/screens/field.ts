// A field of administration, written once: its words, its control, what it accepts. Forms are made of them; a setting is one.
import { z, type ZodType } from 'zod'
import type { Html } from '../html.ts'
import type { FieldOptions } from '../ui/fields.ts'
import type { Rows } from '../ui/rows.ts'

export type Choice = readonly [typed: string, label: string, hint?: string, said?: string]

/** A line, a day, an address, a mail address, what is never shown again, several lines; one of these; several of these; one of a list, which may be known only when it is shown; of a long one, `seek` names the box that finds by words, in the groups that hints name; lines of cells, as many as are needed; what a module draws by itself. */
export type Control =
  | 'line'
  | 'day'
  | 'url'
  | 'email'
  | 'secret'
  | 'text'
  | readonly Choice[]
  | { readonly several: readonly Choice[] }
  | { readonly list: readonly Choice[]; readonly seek?: string }
  | { readonly rows: Rows }
  | { readonly drawn: (said: DrawnField) => Html }

/** What a control of a module shows. */
export interface DrawnField extends FieldOptions {
  readonly value: string
  readonly rows?: number | undefined
  /** What only the screen knows that it may offer. */
  readonly choices: readonly Choice[]
}

export interface Field<T = unknown> {
  readonly label: string
  readonly hint?: string
  readonly optional?: boolean
  readonly control: Control
  /** Reads what was typed: a text, or texts where several are chosen. Messages in French. */
  readonly type: ZodType<T>
  /** Lines of a text; half of the width. */
  readonly rows?: number
  readonly medium?: boolean
  /** Folded under these words, with its neighbours of the same: what few people need. Open when something is in it. */
  readonly under?: string
}

/** Says a field with the type of its value. */
export const field = <T>(said: Field<T>): Field<T> => said

// Spaces, joiners, fillers, an empty cell of braille: nothing that anybody sees.
const UNSEEN = /^[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]*$/u

/** A trimmed text of so many characters at most; what nobody sees is nothing. */
export const lineOf = (most = 500): ZodType<string> =>
  z
    .string()
    .trim()
    .max(most, `Écrivez ${most} caractères au plus.`)
    .transform((text) => (UNSEEN.test(text) ? '' : text))

/** A day, written as browsers give it, or as people do. */
export const day: ZodType<string, string> = z
  .string()
  .trim()
  .transform((text) =>
    text.replace(
      /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/,
      (_, date: string, month: string, year: string) =>
        `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`,
    ),
  )
  .refine(isDay, 'Écrivez un jour qui existe, par exemple 01/01/2027.')

/** A day, or none: null. */
export const dayOrNone: ZodType<string | null> = z
  .string()
  .transform((text) => (text.trim() === '' ? null : text))
  .pipe(day.nullable())

const isoDay = z.iso.date()
/** The year before the first is no year: PostgreSQL has none. */
function isDay(text: string): boolean {
  return isoDay.safeParse(text).success && !text.startsWith('0000')
}

/** Why that is no whole number, in the words of what it is. */
function notWhole(text: string, least: number, most: number): string | null {
  const between = `écrivez un nombre entre ${least} et ${most}.`
  if (/^\d{1,9}$/.test(text)) return null
  if (/^[-\u2010-\u2015\u2212]\d/.test(text)) return `Un nombre négatif ne convient pas ici\u00a0: ${between}`
  if (/^\d+[.,]\d+$/.test(text)) return `Un nombre à virgule ne convient pas ici\u00a0: ${between}`
  return /^\d+$/.test(text) ? `Ce nombre est trop grand\u00a0: ${between}` : 'Écrivez un nombre, en chiffres.'
}

/** A whole number between these. */
export const whole = (least: number, most: number): ZodType<number, string> =>
  z
    .string()
    .transform((text) => text.replaceAll(/\s/g, ''))
    .superRefine((text, context) => {
      const why = notWhole(text, least, most)
      if (why !== null) context.addIssue({ code: 'custom', message: why })
    })
    .transform(Number)
    .refine((value) => value >= least && value <= most, `Écrivez un nombre entre ${least} et ${most}.`)

/** Words, one a line. */
export const words: ZodType<string[]> = z
  .string()
  .transform((text) => text.split(/\s+/).filter((word) => word !== ''))

export const several: ZodType<string[]> = z.array(z.string())

export const takesSeveral = ({ control }: Pick<Field, 'control'>): boolean =>
  typeof control === 'object' && ('several' in control || 'rows' in control)
