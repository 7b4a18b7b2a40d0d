// Names that an authority chooses for what it publishes, one a line: rubriques, channels.
import { type ZodType, z } from 'zod'

const LONGEST = 60

/** Those that were typed, once each. `one` and `several`: « une rubrique », « rubriques ». */
export const namesTyped = (one: string, several: string, most: number): ZodType<string[], string> =>
  z
    .string()
    .transform((typed) => [
      ...new Set(
        typed
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      ),
    ])
    .refine((lines) => lines.length > 0, `Écrivez au moins ${one}.`)
    .refine((lines) => lines.length <= most, `Écrivez ${most} ${several} au plus.`)
    .refine(
      (lines) => lines.every((line) => line.length <= LONGEST),
      `Écrivez des ${several} de ${LONGEST} caractères au plus.`,
    )
