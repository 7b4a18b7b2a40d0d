// The shape of a condition read from a file or a screen. Apart from evaluate.ts, so that browsers do without zod.
import { z } from 'zod'
import type { Condition } from './condition.ts'

const of = z.string().min(1, 'Dites ce que la condition lit.').max(80)
const value = z.union([z.string().max(500), z.number(), z.boolean()])
const day = z.iso.date('Écrivez la date sous la forme AAAA-MM-JJ.')
const some = z.array(value).min(1, 'Donnez au moins une valeur.').max(500)

const count = z.int().min(-1000).max(1000)
const unit = z.enum(['years', 'months', 'days'])

const comparisons = [
  z.strictObject({ op: z.literal('is'), of, value }),
  z.strictObject({ op: z.literal('isNot'), of, value }),
  z.strictObject({ op: z.literal('in'), of, values: some }),
  z.strictObject({ op: z.literal('notIn'), of, values: some }),
  z.strictObject({ op: z.literal('includes'), of, value }),
  z.strictObject({ op: z.literal('answered'), of }),
  z.strictObject({ op: z.literal('empty'), of }),
  z.strictObject({ op: z.literal('atLeast'), of, value: z.number() }),
  z.strictObject({ op: z.literal('atMost'), of, value: z.number() }),
  z.strictObject({ op: z.literal('onOrAfter'), of, value: day }),
  z.strictObject({ op: z.literal('onOrBefore'), of, value: day }),
  z.strictObject({ op: z.literal('matches'), of, value: z.string().min(1).max(200) }),
] as const

/** What only answers of a form may be compared by: with one another, with today, by the name of a condition of that form. */
const ofForms = [
  z.strictObject({
    op: z.literal('against'),
    of,
    how: z.enum(['is', 'isNot', 'atLeast', 'atMost']),
    other: of,
  }),
  z.strictObject({ op: z.literal('agoAtLeast'), of, value: count, unit }),
  z.strictObject({ op: z.literal('agoAtMost'), of, value: count, unit }),
  z.strictObject({ op: z.literal('named'), name: z.string().min(1).max(80) }),
] as const

/** zod schema of a Condition. Unknown operators and unknown keys are refused. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('all'), conditions: z.array(conditionSchema).max(500) }),
    z.strictObject({ op: z.literal('any'), conditions: z.array(conditionSchema).max(500) }),
    z.strictObject({ op: z.literal('not'), condition: conditionSchema }),
    ...comparisons,
  ]),
)

/** The same, with what forms alone may say. */
export const formConditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('all'), conditions: z.array(formConditionSchema).max(500) }),
    z.strictObject({ op: z.literal('any'), conditions: z.array(formConditionSchema).max(500) }),
    z.strictObject({ op: z.literal('not'), condition: formConditionSchema }),
    ...comparisons,
    ...ofForms,
  ]),
)
