// Proves that nobody would ever be asked a question, or would ever read a page: every case that its conditions tell apart is tried.
import { quoted } from '#platform/ui/french.ts'
import { comparisonsOf, type Comparison, type Condition, conditionSentence, factsRead, holds } from '#rules'
import { type Field, fieldsOf, type FormDefinition } from '../definition/definition.ts'
import { kindOf } from '../fields/index.ts'
import type { FormFault } from './fault.ts'
import { labelsOf } from './labels.ts'

/** Cases tried of one element: past that, nothing is claimed. */
const MOST_CASES = 600
const ANY_OTHER = '…'

type Facts = Readonly<Record<string, unknown>>

/** By question, and by `commune`, what must hold for it to be asked. */
type Asked = ReadonlyMap<string, readonly Condition[]>

const dayBeside = (day: string, by: number): string => {
  const at = new Date(`${day}T00:00:00Z`).getTime()
  return Number.isNaN(at) ? day : new Date(at + by * 86_400_000).toISOString().slice(0, 10)
}

const valuesIn = (one: Comparison) => ('value' in one ? [one.value] : 'values' in one ? one.values : [])

/** One number on each side of every number, and each of them. */
function numbersAround(values: readonly number[]): number[] {
  const sorted = [...new Set(values)].toSorted((one, other) => one - other)
  const between = sorted.map((value, at) => (value + (sorted[at + 1] ?? value + 2)) / 2)
  return [(sorted[0] ?? 0) - 1, ...sorted, ...between]
}

const MOST_TOGETHER = 5

/** Every part of a list. */
const partsOf = (values: readonly unknown[]): unknown[][] =>
  values.reduce<unknown[][]>((parts, value) => [...parts, ...parts.map((part) => [...part, value])], [[]])

/** The answers that comparisons tell apart, one of each; undefined among them: none. Null: they are too many to say. */
function answersOf(field: Field | undefined, comparisons: readonly Comparison[]): unknown[] | null {
  const values = comparisons.flatMap(valuesIn)
  const choices = (field?.choices ?? []).map(({ value }) => value)
  switch (field === undefined ? 'text' : kindOf(field.type).fact) {
    case 'choice':
      return [undefined, ...choices]
    case 'choices':
      return new Set(values).size > MOST_TOGETHER
        ? null
        : [undefined, ...partsOf([...new Set(values)]).slice(1), ...choices.map((value) => [value])]
    case 'yes-no':
      return [undefined, true, false]
    case 'number':
      return [undefined, ...numbersAround(values.map(Number))]
    case 'date':
      return [
        undefined,
        '2026-01-01',
        ...values.flatMap((value) => [-1, 0, 1].map((by) => dayBeside(String(value), by))),
      ]
    case 'other':
      return [undefined, true]
    case 'text': {
      // Two patterns may fit one text together, which none of them tells.
      const isPattern = comparisons.some(({ op }) => op === 'matches')
      if (isPattern && comparisons.length > 1) return null
      return [undefined, ANY_OTHER, ...values.map((value) => String(value).replaceAll('*', ''))]
    }
  }
}

/** Questions whose answers decide of it, however far. */
function decidedBy(asked: Asked, conditions: readonly Condition[]): Set<string> {
  const found = new Set<string>()
  const visit = (one: Condition): void => {
    for (const of of factsRead(one))
      if (!found.has(of)) {
        found.add(of)
        for (const other of asked.get(of) ?? []) visit(other)
      }
  }
  for (const one of conditions) visit(one)
  return found
}

/** Do they hold, when an answer counts only where its question is asked? */
function allHold(asked: Asked, conditions: readonly Condition[], facts: Facts): boolean {
  const known = new Map<string, boolean>()
  const isAsked = (id: string): boolean => {
    const before = known.get(id)
    if (before !== undefined) return before
    known.set(id, false)
    const is = hold(asked.get(id) ?? [])
    known.set(id, is)
    return is
  }
  const hold = (all: readonly Condition[]): boolean =>
    all.every((one) =>
      holds(
        one,
        Object.fromEntries(Object.entries(facts).filter(([id, value]) => value !== undefined && isAsked(id))),
      ),
    )
  return hold(conditions)
}

/** Does some case make all of them hold? Undefined: there are too many cases to say. */
function mayHold(form: FormDefinition, asked: Asked, conditions: readonly Condition[]): boolean | undefined {
  if (conditions.length === 0) return true
  const fields = new Map(fieldsOf(form).map((field) => [field.id, field]))
  const names = [...decidedBy(asked, conditions)]
  const read = [...conditions, ...names.flatMap((name) => asked.get(name) ?? [])].flatMap(comparisonsOf)
  let cases: Facts[] = [{}]
  for (const name of names) {
    const answers = answersOf(
      fields.get(name),
      read.filter(({ of }) => of === name),
    )
    if (answers === null) return undefined
    const own = [...new Map(answers.map((answer) => [JSON.stringify(answer) ?? '', answer])).values()]
    if (cases.length * own.length > MOST_CASES) return undefined
    cases = cases.flatMap((facts) => own.map((answer) => ({ ...facts, [name]: answer })))
  }
  return cases.some((facts) => allHold(asked, conditions, facts))
}

const conditionsOf = (...all: readonly (Condition | undefined)[]): Condition[] =>
  all.filter((one) => one !== undefined)

const because = (condition: Condition, form: FormDefinition): string =>
  `aucune réponse ne rend cela vrai\u00a0: ${conditionSentence(condition, labelsOf(form))}.`

/** Pages and questions that nobody would reach; what is read there is known and of its kind. */
export function neverShown(form: FormDefinition): FormFault[] {
  const asked: Asked = new Map(
    form.pages.flatMap((page) =>
      page.fields.map((field) => [field.id, conditionsOf(page.showIf, field.showIf)] as const),
    ),
  )
  return form.pages.flatMap((page) => {
    if (page.showIf !== undefined && mayHold(form, asked, [page.showIf]) === false)
      return [
        {
          at: page.id,
          sentence: `Personne n’arriverait à la page ${quoted(page.title)}\u00a0: ${because(page.showIf, form)}`,
        },
      ]
    return page.fields.flatMap(({ id, label, showIf }) =>
      showIf !== undefined && mayHold(form, asked, conditionsOf(page.showIf, showIf)) === false
        ? [
            {
              at: id,
              sentence: `Personne ne verrait la question ${quoted(label)}\u00a0: ${because(showIf, form)}`,
            },
          ]
        : [],
    )
  })
}
