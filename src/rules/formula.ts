// The shape of a formula, what is wrong with one, and how it is read in French. On the server alone.
import { z } from 'zod'
import { type Formula, partsOfFormula } from './compute.ts'

const number = z.number().min(-1_000_000_000).max(1_000_000_000)
const of = z.string().min(1).max(80)
const MOST_PARTS = 60
const MOST_DEEP = 12

const inner: z.ZodType<Formula> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('answer'), of, otherwise: number.optional() }),
    z.strictObject({ op: z.literal('number'), value: number }),
    z.strictObject({
      op: z.enum(['add', 'multiply', 'least', 'most']),
      of: z.array(inner).min(1).max(20),
    }),
    z.strictObject({ op: z.enum(['subtract', 'divide']), of: inner, by: inner }),
    z.strictObject({
      ...{ op: z.literal('round'), of: inner },
      ...{ digits: z.int().min(0).max(4), way: z.enum(['near', 'up', 'down']) },
    }),
    z.strictObject({
      ...{ op: z.literal('steps'), of: inner },
      steps: z
        .array(z.strictObject({ upTo: number, value: number }))
        .min(1)
        .max(50),
      above: number,
    }),
    z.strictObject({ op: z.literal('column'), of, column: of }),
    z.strictObject({ op: z.literal('age'), of }),
  ]),
)

/** How deep it goes; past the bound, it is not read further. */
function depth(value: unknown, left = MOST_DEEP + 1): number {
  if (typeof value !== 'object' || value === null || left === 0) return 0
  const { of: within, by } = value as { of?: unknown; by?: unknown }
  const inside = [within, by].flat().map((one) => depth(one, left - 1))
  return 1 + Math.max(0, ...inside)
}

/** zod schema of a Formula: bounded, so that no formula costs more than its parts. */
export const formulaSchema: z.ZodType<Formula> = z
  .unknown()
  .refine((value) => depth(value) <= MOST_DEEP, 'Ce calcul est trop profond.')
  .pipe(inner)
  .refine(
    (formula) => partsOfFormula(formula).length <= MOST_PARTS,
    'Ce calcul est trop long\u00a0: coupez-le en plusieurs.',
  )

/** What is wrong with it whatever is answered, a sentence each. */
export function formulaFaults(formula: Formula): string[] {
  return partsOfFormula(formula).flatMap((one) => {
    if (one.op === 'divide' && one.by.op === 'number' && one.by.value === 0)
      return ['Le calcul divise par zéro.']
    if (one.op !== 'steps') return []
    const isOrdered = one.steps.every(({ upTo }, at) => at === 0 || upTo > (one.steps[at - 1]?.upTo ?? 0))
    return isOrdered ? [] : ['Les seuils du barème ne vont pas en montant.']
  })
}

const french = (value: number): string => value.toLocaleString('fr-FR', { maximumFractionDigits: 4 })

type Say = (id: string) => string

const SIGNS = { add: ' + ', multiply: ' × ', subtract: ' − ', divide: ' ÷ ' } as const

function within(formula: Formula, say: Say): string {
  const text = formulaSentence(formula, say)
  return formula.op in SIGNS ? `(${text})` : text
}

/** « « Quotient » × 12 » */
export function formulaSentence(formula: Formula, say: Say): string {
  switch (formula.op) {
    case 'answer':
      return formula.otherwise === undefined
        ? say(formula.of)
        : `${say(formula.of)} (${french(formula.otherwise)} sans réponse)`
    case 'number':
      return french(formula.value)
    case 'add':
    case 'multiply':
      return formula.of.map((one) => within(one, say)).join(SIGNS[formula.op])
    case 'subtract':
    case 'divide':
      return within(formula.of, say) + SIGNS[formula.op] + within(formula.by, say)
    case 'least':
      return `le plus petit de ${formula.of.map((one) => within(one, say)).join(' et ')}`
    case 'most':
      return `le plus grand de ${formula.of.map((one) => within(one, say)).join(' et ')}`
    case 'round': {
      const way = { near: 'arrondi', up: 'arrondi au-dessus', down: 'arrondi au-dessous' }[formula.way]
      return `${within(formula.of, say)} ${way}${formula.digits === 0 ? '' : ` à ${formula.digits} chiffres`}`
    }
    case 'steps': {
      const steps = formula.steps.map(({ upTo, value }) => `${french(value)} jusqu’à ${french(upTo)}`)
      return `selon ${within(formula.of, say)}\u00a0: ${steps.join(', ')}, ${french(formula.above)} au-delà`
    }
    case 'column':
      return `la somme de «\u00a0${formula.column}\u00a0» dans ${say(formula.of)}`
    case 'age':
      return `l’âge, en années, depuis ${say(formula.of)}`
  }
}
