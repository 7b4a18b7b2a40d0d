// Shape of a form definition file.
import { z } from 'zod'
import { formConditionSchema as conditionSchema } from '#rules'
import type { Field, FormDefinition } from '../definition/definition.ts'
import { fieldKinds, fieldOptions } from '../fields/index.ts'
import { testsSchema } from '../tried/schema.ts'
import { MOST_QUESTIONS } from '../fields/repeated/block.ts'
import { languagesSchema } from '../tongues/schema.ts'

const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower case, digits and _')
const roles = [
  'place',
  'placeKind',
  'subject',
  'description',
  'contactName',
  'contactEmail',
  'contactPhone',
  'contactAddress',
] as const

const choice = z.strictObject({
  value: z.string().min(1),
  label: z.string().min(1),
  hint: z.string().optional(),
  drawing: z.string().optional(),
  danger: z.literal(true).optional(),
  showIf: conditionSchema.optional(),
})

/** What any question says. */
const question = z.strictObject({
  id,
  type: z.enum(fieldKinds.map((kind) => kind.type)),
  label: z.string().min(1),
  hint: z.string().optional(),
  agent: z
    .strictObject({ label: z.string().min(1).optional(), hint: z.string().min(1).optional() })
    .optional(),
  optional: z.literal(true).optional(),
  showIf: conditionSchema.optional(),
  requiredIf: conditionSchema.optional(),
  role: z.enum(roles).optional(),
  maxLength: z.int().positive().optional(),
  choices: z.array(choice).optional(),
  across: z.literal(true).optional(),
  place: z.enum(['event', 'home', 'birth', 'named']).optional(),
  profile: z.enum(['family_name', 'given_name', 'birthdate']).optional(),
  profileIf: conditionSchema.optional(),
  fromLink: z.literal(true).optional(),
  autocomplete: z.string().optional(),
  data: z.array(id).min(1).optional(),
  danger: z.string().min(1).max(120).optional(),
  ...Object.fromEntries(Object.entries(fieldOptions).map(([name, { shape }]) => [name, shape.optional()])),
})

const oneOfItems = question.extend({
  type: z.enum(
    fieldKinds.filter(({ holdsItems }) => !holdsItems).map((kind) => kind.type),
    'Une question d’un bloc est d’une sorte connue, et n’est pas un bloc.',
  ),
})

/** One question, wherever it stands; a block holds others, and no block. */
export const fieldSchema = question.extend({
  questions: z.array(oneOfItems).min(1).max(MOST_QUESTIONS).optional(),
}) as unknown as z.ZodType<Field>

export const blockSchema = z.strictObject({
  id: z.string(),
  fields: z.array(fieldSchema),
  languages: languagesSchema.optional(),
})

export const formSchema = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  processing: z.string().min(1).optional(),
  owner: z
    .string()
    .regex(/^[0-9AB]{5}$/, 'Un code INSEE a cinq caractères.')
    .optional(),
  conditions: z
    .array(z.strictObject({ id, name: z.string().min(1).max(120), when: conditionSchema }))
    .max(100)
    .optional(),
  pages: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        agent: z.strictObject({ title: z.string().min(1) }).optional(),
        showIf: conditionSchema.optional(),
        use: z.string().optional(),
        fields: z.array(fieldSchema),
        checks: z
          .array(
            z.strictObject({ id, when: conditionSchema, message: z.string().trim().min(1).max(300), at: id }),
          )
          .max(20)
          .optional(),
        ends: z
          .array(
            z.strictObject({
              ...{ id, when: conditionSchema, title: z.string().trim().min(1).max(120) },
              text: z.string().trim().min(1).max(2000),
            }),
          )
          .max(10)
          .optional(),
      }),
    )
    .min(1),
  tests: testsSchema.optional(),
  languages: languagesSchema.optional(),
}) as unknown as z.ZodType<FormDefinition>
