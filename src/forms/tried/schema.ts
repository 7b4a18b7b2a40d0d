// The shape of the tests of a form: kept with it, carried with it.
import { z } from 'zod'
import type { FormTest } from '../definition/definition.ts'

const TEXT = 5000
const typed = z.union([z.string().max(TEXT), z.array(z.string().max(TEXT)).max(200)])
const id = z.string().min(1).max(100)

const expectsSchema = z.strictObject({
  pages: z.array(id).max(200).exactOptional(),
  shown: z.array(id).max(2000).exactOptional(),
  hidden: z.array(id).max(2000).exactOptional(),
  refused: z
    .array(z.strictObject({ at: id, sentence: z.string().min(1).max(500) }))
    .max(200)
    .exactOptional(),
})

const testSchema = z.strictObject({
  id,
  name: z.string().min(1).max(200),
  as: z.enum(['resident', 'agent']),
  on: z.iso.date(),
  answers: z
    .record(id, z.union([typed, z.record(z.string().max(100), typed)]))
    .refine((answers) => Object.keys(answers).length <= 2000, 'Un test répond à 2 000 questions au plus.'),
  expects: expectsSchema,
})

const MOST_TESTS = 100

export const testsSchema: z.ZodType<FormTest[]> = z
  .array(testSchema)
  .max(MOST_TESTS, `Un formulaire a ${MOST_TESTS} tests au plus.`)
