// A calculation as lines chosen from lists, each done to what the ones before give, then a table of steps. What they do not say is kept
// whole. Pure.
import { type Field as Question, type FormDefinition, kindOf, labelsOf, rowsOf } from '#forms'
import type { Choice } from '#platform/screens/field.ts'
import { type Formula, formulaSentence } from '#rules'
import { placedIn } from '../written/elements.ts'

/** One line: what is done, with what. */
export interface Step {
  act: string
  what: string
  value: string
}

export interface Steps {
  /** The first does nothing: it is where one starts. */
  steps: Step[]
  /** « 400 | 1,20 » a line, then « au-delà | 4,50 ». */
  table: string
}

export const ACTS: readonly Choice[] = [
  ['', 'Rien de plus'],
  ['add', 'plus'],
  ['subtract', 'moins'],
  ['multiply', 'multiplié par'],
  ['divide', 'divisé par'],
  ['least', 'sans dépasser'],
  ['most', 'sans descendre sous'],
]
const NUMBER = 'nombre'

/** What may be read: a number to type, answers that are numbers, years since a day, the sum of a column. */
export const operands = (form: FormDefinition, of: string): Choice[] => [
  ['', 'Choisissez'],
  [NUMBER, 'Un nombre, écrit à côté'],
  ...placedIn(form)
    .filter(({ field }) => field.id !== of)
    .flatMap(({ field, number }): Choice[] => {
      const { fact, asksNothing, computes, cells } = kindOf(field.type)
      const label = `${number}. ${field.label}`
      if (cells !== undefined)
        return rowsOf(field).columns.map(
          (column): Choice => [
            `column:${field.id}:${column.id}`,
            `${label}\u00a0: la somme de «\u00a0${column.label}\u00a0»`,
          ],
        )
      if (asksNothing && computes === undefined) return []
      if (fact === 'number') return [[`answer:${field.id}`, label]]
      return fact === 'date' ? [[`age:${field.id}`, `${label}\u00a0: le nombre d’années depuis`]] : []
    }),
]

const numberIn = (typed: string): number | null => {
  const text = typed.replace(/\s/g, '').replace(/€$/, '').replace(',', '.')
  return /^-?\d{1,9}(\.\d{1,4})?$/.test(text) ? Number(text) : null
}
const said = (value: number): string => String(value).replace('.', ',')

function operandOf({ what, value }: Step): Formula | 'value' | 'what' {
  if (what === NUMBER) {
    const number = numberIn(value)
    return number === null ? 'value' : { op: 'number', value: number }
  }
  const [op, of = '', column = ''] = what.split(':')
  if (op === 'answer' || op === 'age') return { op, of }
  return op === 'column' ? { op, of, column } : 'what'
}

function lineOf(formula: Formula): Pick<Step, 'what' | 'value'> | null {
  switch (formula.op) {
    case 'number':
      return { what: NUMBER, value: said(formula.value) }
    case 'answer':
      return formula.otherwise === undefined ? { what: `answer:${formula.of}`, value: '' } : null
    case 'age':
      return { what: `age:${formula.of}`, value: '' }
    case 'column':
      return { what: `column:${formula.of}:${formula.column}`, value: '' }
    default:
      return null
  }
}

function chainOf(formula: Formula): Step[] | null {
  const own = lineOf(formula)
  if (own !== null) return [{ act: '', ...own }]
  const [left, right] =
    formula.op === 'subtract' || formula.op === 'divide'
      ? [formula.of, formula.by]
      : 'of' in formula && Array.isArray(formula.of) && formula.of.length === 2
        ? formula.of
        : []
  const last = right === undefined ? null : lineOf(right)
  const before = left === undefined || last === null ? null : chainOf(left)
  return before === null || last === null ? null : [...before, { act: formula.op, ...last }]
}

const ABOVE = 'au-delà'

/** The lines that say a calculation; null: they do not. */
export function stepsOf(formula: Formula | undefined): Steps | null {
  if (formula === undefined) return { steps: [], table: '' }
  const isTable = formula.op === 'steps'
  const steps = chainOf(isTable ? formula.of : formula)
  if (steps === null) return null
  const table = isTable
    ? [
        ...formula.steps.map(({ upTo, value }) => `${said(upTo)} | ${said(value)}`),
        `${ABOVE} | ${said(formula.above)}`,
      ].join('\n')
    : ''
  return { steps, table }
}

/** What is wrong, by line (« valeur », « quoi ») or in the table. */
export type Wrong = { line: number; what: 'value' | 'what' } | { table: string }

function tableOf(formula: Formula, typed: string): Formula | { table: string } {
  const lines = typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length === 0) return formula
  const cells = lines.map((line) => line.split('|').map((cell) => cell.trim()))
  const last = cells.pop()
  const above = last?.[0]?.toLocaleLowerCase('fr') === ABOVE ? numberIn(last[1] ?? '') : null
  if (above === null) return { table: `La dernière ligne dit le reste\u00a0: «\u00a0${ABOVE} | 4,50\u00a0».` }
  const steps = cells.map(([upTo = '', value = '']) => ({ upTo: numberIn(upTo), value: numberIn(value) }))
  const wrong = steps.findIndex(({ upTo, value }) => upTo === null || value === null)
  if (wrong >= 0)
    return { table: `Ligne ${wrong + 1}\u00a0: écrivez un seuil, «\u00a0|\u00a0», puis la valeur.` }
  if (steps.length === 0) return { table: 'Écrivez au moins un seuil au-dessus de la dernière ligne.' }
  const kept = steps.map(({ upTo, value }) => ({ upTo: upTo ?? 0, value: value ?? 0 }))
  const unordered = kept.findIndex(({ upTo }, at) => at > 0 && upTo <= (kept[at - 1]?.upTo ?? 0))
  if (unordered > 0) return { table: `Ligne ${unordered + 1}\u00a0: les seuils vont en montant.` }
  return { op: 'steps', of: formula, steps: kept, above }
}

/** The calculation that lines say; null: none; or what is wrong. */
export function formulaFrom({ steps, table }: Steps): { formula: Formula | null } | { wrong: Wrong } {
  let made: Formula | null = null
  for (const [line, step] of steps.entries()) {
    if (line > 0 && step.act === '') continue
    if (line === 0 && step.what === '') return { formula: null }
    const right = operandOf(step)
    if (typeof right === 'string') return { wrong: { line, what: right } }
    if (made === null) made = right
    else if (step.act === 'subtract' || step.act === 'divide') made = { op: step.act, of: made, by: right }
    else made = { op: step.act as 'add', of: [made, right] }
  }
  if (made === null) return { formula: null }
  const whole = tableOf(made, table)
  return 'table' in whole ? { wrong: whole } : { formula: whole }
}

/** « Quotient » × 12 */
export function formulaWords(form: FormDefinition, formula: Formula): string {
  const labels = labelsOf(form)
  return formulaSentence(formula, (id) => `«\u00a0${labels[id]?.label ?? id}\u00a0»`)
}

export const formulaIn = (question: Question): Formula | undefined =>
  kindOf(question.type).computes?.(question)
