// The shape of a condition read from a file or a screen. Apart from evaluate.ts, so that browsers do without zod.
import { z } from 'zod'
import type { Condition } from './condition.ts'

const of = z.string().min(1, 'Dites ce que la condition lit.').max(80)
const value = z.union([z.string().max(500), z.number(), z.boolean()])
const day = z.iso.date('Écrivez la date sous la forme AAAA-MM-JJ.')
const some = z.array(value).min(1, 'Donnez au moins une valeur.').max(500)

/** zod schema of a Condition. Unknown operators and unknown keys are refused. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('all'), conditions: z.array(conditionSchema).max(500) }),
    z.strictObject({ op: z.literal('any'), conditions: z.array(conditionSchema).max(500) }),
    z.strictObject({ op: z.literal('not'), condition: conditionSchema }),
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
  ]),
)
