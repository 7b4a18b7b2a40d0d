// A field of administration, written once: its words, its control, what it accepts. Forms are made of them; a setting is one.
import { z, type ZodType } from 'zod'

export type Choice = readonly [typed: string, label: string, hint?: string]

/** A line, an address, several lines; one of these; several of these; one of a list, which may be known only when it is shown. */
export type Control =
  | 'line'
  | 'url'
  | 'text'
  | readonly Choice[]
  | { readonly several: readonly Choice[] }
  | { readonly list: readonly Choice[] }

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
}

/** Says a field with the type of its value. */
export const field = <T>(said: Field<T>): Field<T> => said

/** A trimmed text of so many characters at most. */
export const lineOf = (most = 500): ZodType<string> =>
  z.string().trim().max(most, `Écrivez ${most} caractères au plus.`)

/** Words, one a line. */
export const words: ZodType<string[]> = z
  .string()
  .transform((text) => text.split(/\s+/).filter((word) => word !== ''))

export const several: ZodType<string[]> = z.array(z.string())

export const takesSeveral = ({ control }: Pick<Field, 'control'>): boolean =>
  typeof control === 'object' && 'several' in control
