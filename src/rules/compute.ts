// Values worked out from answers, by a formula that is data: no loop, no name of its own, so many parts at most. Exact: fractions of
// whole numbers, rounded once at the end. Runs in browsers too, as it is.
import { type Facts, TODAY } from './condition.ts'
import { isAnswered, timeSince } from './evaluate.ts'

/**
 * A formula. `answer` reads a fact that is a number; `column` adds up the cells of a column; `age` counts whole years from a day to today;
 * `least` and `most` keep the smallest and the greatest; `steps` reads a table: the first step whose threshold is not passed, else `above`.
 */
export type Formula =
  | { op: 'answer'; of: string; otherwise?: number | undefined }
  | { op: 'number'; value: number }
  | { op: 'add' | 'multiply' | 'least' | 'most'; of: Formula[] }
  | { op: 'subtract' | 'divide'; of: Formula; by: Formula }
  | { op: 'round'; of: Formula; digits: number; way: 'near' | 'up' | 'down' }
  | { op: 'steps'; of: Formula; steps: { upTo: number; value: number }[]; above: number }
  | { op: 'column'; of: string; column: string; at?: number | undefined; width?: number | undefined }
  | { op: 'age'; of: string }

/** The value; nothing yet, as an answer is missing; or why there is none. */
export type Computed = { value: number } | { missing: string } | { wrong: 'zero' | 'great' }

/** Where facts hold the cells of a question of lines, one after the other. */
export const cellsFact = (id: string): string => `${id}.*`

/** Greater than that, a value is none. */
const GREATEST = 1_000_000_000_000

interface Fraction {
  n: bigint
  /** More than 0. */
  d: bigint
}

class Stop extends Error {
  readonly why: Exclude<Computed, { value: number }>
  constructor(why: Exclude<Computed, { value: number }>) {
    super('no value')
    this.why = why
  }
}

const [ZERO, ONE, TWO, TEN] = [0, 1, 2, 10].map(BigInt) as [bigint, bigint, bigint, bigint]

/** Exactly what is written, digit by digit. */
function fractionOf(value: number): Fraction | null {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? []
  if (whole === '') return null
  const n = BigInt(whole + decimals)
  return { n: sign === '-' ? -n : n, d: TEN ** BigInt(decimals.length) }
}

const isLess = (one: Fraction, other: Fraction): boolean => one.n * other.d < other.n * one.d

const floor = ({ n, d }: Fraction): bigint => (n >= ZERO || n % d === ZERO ? n / d : n / d - ONE)

/** To so many digits behind the comma; a half goes away from zero. */
function rounded({ n, d }: Fraction, digits: number, way: 'near' | 'up' | 'down'): bigint {
  const scaled = { n: n * TEN ** BigInt(digits), d }
  if (way === 'down') return floor(scaled)
  if (way === 'up') return -floor({ n: -scaled.n, d })
  const half = { n: (scaled.n < ZERO ? -scaled.n : scaled.n) * TWO + d, d: d * TWO }
  return scaled.n < ZERO ? -floor(half) : floor(half)
}

function numberFact(facts: Facts, name: string, otherwise?: number): Fraction {
  const fact = Object.hasOwn(facts, name) ? facts[name] : undefined
  const known = isAnswered(fact) ? fact : otherwise
  const made = typeof known === 'number' ? fractionOf(known) : null
  if (made === null) throw new Stop({ missing: name })
  return made
}

const CELL = /^[+-]?\d{1,15}(?:\.\d{1,15})?$/

/** A cell as people write it; blank: nothing. */
function cellOf(typed: unknown, name: string): Fraction | null {
  const text = String(typed ?? '')
    .replace(/\s*(?:€|euros?)\s*$/i, '')
    .replace(/\s/g, '')
    .replace(',', '.')
  if (text === '') return null
  const made = CELL.test(text) ? fractionOf(Number(text)) : null
  if (made === null) throw new Stop({ missing: name })
  return made
}

const plus = (one: Fraction, other: Fraction): Fraction => ({
  n: one.n * other.d + other.n * one.d,
  d: one.d * other.d,
})

function columnOf({ of, at = 0, width = 1 }: Extract<Formula, { op: 'column' }>, facts: Facts): Fraction {
  const name = cellsFact(of)
  const cells = Object.hasOwn(facts, name) ? facts[name] : undefined
  if (!Array.isArray(cells)) throw new Stop({ missing: of })
  const own = cells.filter((_, index) => index % width === at).map((cell) => cellOf(cell, of))
  const said = own.filter((one) => one !== null)
  if (said.length === 0) throw new Stop({ missing: of })
  return said.reduce(plus)
}

function valueOf(formula: Formula, facts: Facts): Fraction {
  switch (formula.op) {
    case 'answer':
      return numberFact(facts, formula.of, formula.otherwise)
    case 'number':
      return fractionOf(formula.value) ?? { n: ZERO, d: ONE }
    case 'age': {
      const years = timeSince(facts[formula.of], facts[TODAY], 'years')
      if (years === undefined) throw new Stop({ missing: formula.of })
      return { n: BigInt(years), d: ONE }
    }
    case 'column':
      return columnOf(formula, facts)
    case 'round': {
      const n = rounded(valueOf(formula.of, facts), formula.digits, formula.way)
      return { n, d: TEN ** BigInt(formula.digits) }
    }
    case 'steps': {
      const value = valueOf(formula.of, facts)
      const step = formula.steps.find(({ upTo }) => !isLess(fractionOf(upTo) ?? value, value))
      return fractionOf(step?.value ?? formula.above) ?? value
    }
    case 'subtract': {
      const { n, d } = valueOf(formula.by, facts)
      return plus(valueOf(formula.of, facts), { n: -n, d })
    }
    case 'divide': {
      const [of, by] = [valueOf(formula.of, facts), valueOf(formula.by, facts)]
      if (by.n === ZERO) throw new Stop({ wrong: 'zero' })
      return by.n < ZERO ? { n: -of.n * by.d, d: of.d * -by.n } : { n: of.n * by.d, d: of.d * by.n }
    }
    default: {
      const all = formula.of.map((one) => valueOf(one, facts))
      return all.reduce(TOGETHER[formula.op])
    }
  }
}

const TOGETHER: Readonly<
  Record<'add' | 'multiply' | 'least' | 'most', (one: Fraction, other: Fraction) => Fraction>
> = {
  add: plus,
  multiply: (one, other) => ({ n: one.n * other.n, d: one.d * other.d }),
  least: (one, other) => (isLess(other, one) ? other : one),
  most: (one, other) => (isLess(one, other) ? other : one),
}

/** What the formula gives for these facts, rounded to so many digits. Never throws. */
export function compute(formula: Formula, facts: Facts, digits: number): Computed {
  try {
    const value = Number(rounded(valueOf(formula, facts), digits, 'near')) / 10 ** digits
    return Math.abs(value) <= GREATEST ? { value } : { wrong: 'great' }
  } catch (error) {
    if (error instanceof Stop) return error.why
    throw error
  }
}

/** The formulas of which one is made, itself first. */
export function partsOfFormula(formula: Formula): Formula[] {
  const within =
    formula.op === 'subtract' || formula.op === 'divide'
      ? [formula.of, formula.by]
      : formula.op === 'round' || formula.op === 'steps'
        ? [formula.of]
        : 'of' in formula && Array.isArray(formula.of)
          ? formula.of
          : []
  return [formula, ...within.flatMap(partsOfFormula)]
}

/** Names of the questions that it reads. */
export const readByFormula = (formula: Formula): string[] => [
  ...new Set(
    partsOfFormula(formula).flatMap((one) =>
      typeof one === 'object' && 'of' in one && typeof one.of === 'string' ? [one.of] : [],
    ),
  ),
]
