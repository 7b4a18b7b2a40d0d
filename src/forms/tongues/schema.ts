// Shape of the languages of a form.
import { CODE } from '#platform/tongue/said-in.ts'
import { z } from 'zod'

/** Longest way to a text: it is a step of the command that writes it. */
export const LONGEST_WAY = 200
const MOST_TEXTS = 10_000

export const languagesSchema = z
  .array(
    z.strictObject({
      code: z.string().regex(CODE, 'a language by its code: en, pt-BR'),
      name: z.string().min(2).max(40),
      rtl: z.literal(true).exactOptional(),
      texts: z
        .array(
          z.strictObject({
            at: z.string().min(1).max(LONGEST_WAY),
            from: z.string().min(1),
            to: z.string().min(1).max(4000),
          }),
        )
        .max(MOST_TEXTS),
    }),
  )
  .max(12)
