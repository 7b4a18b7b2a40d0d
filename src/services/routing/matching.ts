// Which rows speak of a case, and which of them wins. Pure.
import type { Category, CompetenceRule } from '../words/definition.ts'

/** What rows are read for. */
export interface RuleCase {
  category: string
  /** INSEE code of the commune, never of an arrondissement. */
  commune: string
  placeKind?: string | null | undefined
  /** `YYYY-MM-DD`. */
  day: string
}

/** The part of the catalogue that decides. */
export interface CompetenceSource {
  readonly rules: readonly CompetenceRule[]
  category(code: string): Category | undefined
}

/** How far above the category a row may stand: itself 0, its parent 1. */
type Distances = ReadonlyMap<string, number>

/** The category and its ancestors, nearest first. A loop in the data ends the line. */
export function lineage(source: Pick<CompetenceSource, 'category'>, code: string): string[] {
  const line: string[] = []
  for (
    let at: string | undefined = code;
    at !== undefined && !line.includes(at);
    at = source.category(at)?.parent
  )
    line.push(at)
  return line
}

export const distancesOf = (source: Pick<CompetenceSource, 'category'>, code: string): Distances =>
  new Map(lineage(source, code).map((one, distance) => [one, distance]))

/** The value that keeps a row from speaking of a case. */
export type Misfit = 'category' | 'commune' | 'placeKind' | 'from' | 'to'

/** The first that does, in the order of the columns; null when the row speaks of it. */
export function misfitOf(
  rule: CompetenceRule,
  { commune, placeKind, day }: Omit<RuleCase, 'category'>,
  distances: Distances,
): Misfit | null {
  if (!distances.has(rule.category)) return 'category'
  if (rule.commune !== undefined && rule.commune !== commune) return 'commune'
  if (rule.placeKind !== undefined && rule.placeKind !== placeKind) return 'placeKind'
  if (day < rule.from) return 'from'
  return rule.to !== undefined && rule.to < day ? 'to' : null
}

/** Negative when `a` is the more precise: commune, then kind of place, then depth of the category. */
export const comparePrecision = (a: CompetenceRule, b: CompetenceRule, distances: Distances): number =>
  Number(b.commune !== undefined) - Number(a.commune !== undefined) ||
  Number(b.placeKind !== undefined) - Number(a.placeKind !== undefined) ||
  (distances.get(a.category) ?? 0) - (distances.get(b.category) ?? 0)

/** The order in which rows win. Two of one precision never meet (proof.ts); were they to, the latest would be the one. */
const compareRules = (a: CompetenceRule, b: CompetenceRule, distances: Distances): number =>
  comparePrecision(a, b, distances) || compareText(b.from, a.from) || compareText(a.id, b.id)

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The row that decides, or undefined. */
export function winningRule(source: CompetenceSource, asked: RuleCase): CompetenceRule | undefined {
  const distances = distancesOf(source, asked.category)
  return source.rules
    .filter((rule) => misfitOf(rule, asked, distances) === null)
    .toSorted((a, b) => compareRules(a, b, distances))[0]
}

/** May both speak of one case, their categories apart? */
function meet(a: CompetenceRule, b: CompetenceRule): boolean {
  const isSame = (one: string | undefined, other: string | undefined) =>
    one === undefined || other === undefined || one === other
  return (
    isSame(a.commune, b.commune) &&
    isSame(a.placeKind, b.placeKind) &&
    a.from <= (b.to ?? a.from) &&
    b.from <= (a.to ?? b.from)
  )
}

/** Categories that read the rows of this one: itself and all below. */
export const readersOfCategory = (
  source: CompetenceSource & { readonly categories: readonly Category[] },
  category: string,
): string[] =>
  source.categories.map(({ code }) => code).filter((code) => lineage(source, code).includes(category))

/** Of the rows that a category reads: those that this one keeps from deciding, and those that keep it. */
export function precedence(
  source: CompetenceSource,
  rule: CompetenceRule,
  category: string,
): { over: CompetenceRule[]; under: CompetenceRule[] } {
  const distances = distancesOf(source, category)
  const met = source.rules.filter(
    (other) => other !== rule && distances.has(other.category) && meet(rule, other),
  )
  return {
    over: met.filter((other) => comparePrecision(rule, other, distances) < 0),
    under: met.filter((other) => comparePrecision(rule, other, distances) > 0),
  }
}
