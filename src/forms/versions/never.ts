// Proves that nobody would ever be asked a question, or would ever read a page: every case that its conditions tell apart is tried.
import { quoted } from '#platform/ui/french.ts'
import {
  comparisonsOf,
  type Comparison,
  type Condition,
  conditionSentence,
  factsRead,
  holds,
  TODAY,
} from '#rules'
import { asItem, questionsOf } from '../answers/items.ts'
import { type Field, fieldsOf, type FormDefinition, type FormPage } from '../definition/definition.ts'
import { pageWhen, resolvedForm, wholeIn } from '../definition/resolved.ts'
import { kindOf } from '../fields/index.ts'
import type { FormFault } from './fault.ts'
import { labelsOf } from './labels.ts'

/** Cases tried of one element: past that, nothing is claimed. */
const MOST_CASES = 600
const ANY_OTHER = '…'

export type Facts = Readonly<Record<string, unknown>>

/** What decides of a question: what must hold for it to be asked, and for each answer that it proposes under a condition. */
interface Decided {
  asked: readonly Condition[]
  offered: ReadonlyMap<unknown, Condition>
}

/** By question. */
export type Asked = ReadonlyMap<string, Decided>

const dayBeside = (day: string, by: number): string => {
  const at = new Date(`${day}T00:00:00Z`).getTime()
  return Number.isNaN(at) ? day : new Date(at + by * 86_400_000).toISOString().slice(0, 10)
}

const valuesIn = (one: Comparison) => ('values' in one ? one.values : 'value' in one ? [one.value] : [])

/** How many stand between two values that comparisons name: two, for answers that are compared with one another. */
type Between = 1 | 2

/** Numbers on each side of every number, and each of them. */
function numbersAround(values: readonly number[], count: Between): number[] {
  const sorted = [...new Set(values)].toSorted((one, other) => one - other)
  const steps = count === 1 ? [1 / 2] : [1 / 3, 2 / 3]
  const between = sorted.flatMap((value, at) => {
    const next = sorted[at + 1] ?? value + 3
    return steps.map((step) => value + (next - value) * step)
  })
  const first = sorted[0] ?? 0
  return [...steps.map((step) => first - 3 * step), ...(sorted.length === 0 ? [0] : sorted), ...between]
}

/** The day of the cases, where only time since a day is read. */
const SOME_DAY = '2026-06-15'

/** The days that are on each side of that long ago. */
function daysSince({ value, unit }: { value: number; unit: 'years' | 'months' | 'days' }): string[] {
  const [year = 0, month = 0, date = 0] = SOME_DAY.split('-').map(Number)
  const at =
    unit === 'days'
      ? dayBeside(SOME_DAY, -value)
      : new Date(
          Date.UTC(unit === 'years' ? year - value : year, month - 1 - (unit === 'months' ? value : 0), date),
        )
          .toISOString()
          .slice(0, 10)
  const oneMore = unit === 'years' ? -366 : unit === 'months' ? -31 : -1
  return [1, 0, -1, oneMore - 1, oneMore, oneMore + 1].map((by) => dayBeside(at, by))
}

const isAgo = ({ op }: Comparison): boolean => op === 'agoAtLeast' || op === 'agoAtMost'

function daysAround(comparisons: readonly Comparison[], count: Between): string[] | null {
  const since = comparisons.filter(isAgo)
  const others = comparisons.filter((one) => !isAgo(one) && one.op !== 'answered' && one.op !== 'empty')
  // A day of the calendar and one that moves with today meet on some day, which none of the cases tells.
  if (since.length > 0 && others.length > 0) return null
  return since.length > 0
    ? since.flatMap((one) => ('unit' in one ? daysSince(one) : []))
    : [
        ...['2026-01-01', '2026-01-02'].slice(0, count),
        ...others
          .flatMap(valuesIn)
          .flatMap((value) =>
            (count === 1 ? [-1, 0, 1] : [-2, -1, 0, 1, 2]).map((by) => dayBeside(String(value), by)),
          ),
      ]
}

const MOST_TOGETHER = 5

/** Every part of a list. */
const partsOf = (values: readonly unknown[]): unknown[][] =>
  values.reduce<unknown[][]>((parts, value) => [...parts, ...parts.map((part) => [...part, value])], [[]])

/** The answers that comparisons tell apart, one of each; undefined among them: none. Null: they are too many to say. */
export function answersToldApart(
  field: Field | undefined,
  comparisons: readonly Comparison[],
  count: Between = 1,
): unknown[] | null {
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
      return [undefined, ...numbersAround(values.map(Number), count)]
    case 'date': {
      const days = daysAround(comparisons, count)
      return days === null ? null : [undefined, ...days]
    }
    case 'other':
      return [undefined, true]
    case 'text': {
      // Two patterns may fit one text together, which none of them tells.
      const isPattern = comparisons.some(({ op }) => op === 'matches')
      if (isPattern && comparisons.length > 1) return null
      const others = [ANY_OTHER, `${ANY_OTHER}${ANY_OTHER}`].slice(0, count)
      return [undefined, ...others, ...values.map((value) => String(value).replaceAll('*', ''))]
    }
  }
}

/** What decides of a question, all of it. */
const decisionsOf = (asked: Asked, id: string): readonly Condition[] => {
  const { asked: own = [], offered } = asked.get(id) ?? {}
  return [...own, ...(offered?.values() ?? [])]
}

/** Questions whose answers decide of it, however far. */
export function decidedBy(asked: Asked, conditions: readonly Condition[]): Set<string> {
  const found = new Set<string>()
  const visit = (one: Condition): void => {
    for (const of of factsRead(one))
      if (!found.has(of)) {
        found.add(of)
        for (const other of decisionsOf(asked, of)) visit(other)
      }
  }
  for (const one of conditions) visit(one)
  return found
}

/** Do conditions hold, when an answer counts only where its question is asked, and proposes it? For those facts, asked as often as needed. */
export function holding(asked: Asked, facts: Facts): (conditions: readonly Condition[]) => boolean {
  const known = new Map<string, unknown>()
  const counted = (id: string): unknown => {
    if (known.has(id)) return known.get(id)
    known.set(id, undefined)
    const value = facts[id]
    const is = value === undefined || !hold(asked.get(id)?.asked ?? []) ? undefined : offered(id, value)
    known.set(id, is)
    return is
  }
  const offered = (id: string, value: unknown): unknown => {
    const isOffered = (one: unknown) => {
      const condition = asked.get(id)?.offered.get(one)
      return condition === undefined || hold([condition])
    }
    if (!Array.isArray(value)) return isOffered(value) ? value : undefined
    return value.filter(isOffered)
  }
  // Only what it reads: an answer that is being judged meanwhile would count as not asked.
  const factsFor = (one: Condition): Facts => ({
    [TODAY]: SOME_DAY,
    ...Object.fromEntries(factsRead(one).map((id) => [id, counted(id)])),
  })
  const hold = (all: readonly Condition[]): boolean => all.every((one) => holds(one, factsFor(one)))
  return hold
}

/** Those that are compared with that one, itself among them. */
function linkedTo(name: string, read: readonly Comparison[]): Set<string> {
  const pairs = read.flatMap((one) => (one.op === 'against' ? [[one.of, one.other] as const] : []))
  const linked = new Set([name])
  for (const of of linked)
    for (const pair of pairs) if (pair.includes(of)) for (const other of pair) linked.add(other)
  return linked
}

/** Two in each place say any order of two; of more, nothing is claimed. */
const MOST_LINKED = 2

/** Does some case make all of them hold? Undefined: there are too many cases to say. */
function mayHold(form: FormDefinition, asked: Asked, conditions: readonly Condition[]): boolean | undefined {
  if (conditions.length === 0) return true
  const fields = new Map(fieldsOf(form).map((field) => [field.id, field]))
  const names = [...decidedBy(asked, conditions)]
  const read = [...conditions, ...names.flatMap((name) => decisionsOf(asked, name))].flatMap(comparisonsOf)
  let cases: Facts[] = [{}]
  for (const name of names) {
    const linked = linkedTo(name, read)
    if (linked.size > MOST_LINKED) return undefined
    const answers = answersToldApart(
      fields.get(name),
      read.filter(({ of, op }) => op !== 'against' && linked.has(of)),
      linked.size > 1 ? 2 : 1,
    )
    if (answers === null) return undefined
    const own = [...new Map(answers.map((answer) => [JSON.stringify(answer) ?? '', answer])).values()]
    if (cases.length * own.length > MOST_CASES) return undefined
    cases = cases.flatMap((facts) => own.map((answer) => ({ ...facts, [name]: answer })))
  }
  return cases.some((facts) => holding(asked, facts)(conditions))
}

export const conditionsOf = (...all: readonly (Condition | undefined)[]): Condition[] =>
  all.filter((one) => one !== undefined)

const because = (condition: Condition, form: FormDefinition): string =>
  `aucune réponse ne rend cela vrai\u00a0: ${conditionSentence(condition, labelsOf(form))}.`

const choicesOf = ({ choices = [] }: Field) =>
  choices.flatMap(({ value, label, showIf }) => (showIf === undefined ? [] : [{ value, label, showIf }]))

type May = (...conditions: readonly (Condition | undefined)[]) => boolean | undefined

/** What decides of each question, its conditions said whole. */
export const askedIn = (form: FormDefinition): Asked =>
  new Map(
    resolvedForm(form).pages.flatMap((page) =>
      page.fields.map((field): [string, Decided] => [
        field.id,
        {
          asked: conditionsOf(pageWhen(form, page), field.showIf),
          offered: new Map(choicesOf(field).map(({ value, showIf }) => [value, showIf])),
        },
      ]),
    ),
  )

/** Whether some case makes conditions of that form hold. */
function mayIn(form: FormDefinition): May {
  const whole = resolvedForm(form)
  const asked = askedIn(form)
  return (...conditions) =>
    mayHold(
      whole,
      asked,
      conditionsOf(...conditions).map((one) => wholeIn(form, one)),
    )
}

/** Pages, questions and proposed answers that nobody would reach; what is read there is known and of its kind. */
export function neverShown(form: FormDefinition): FormFault[] {
  const may = mayIn(form)
  return form.pages.flatMap((page) => {
    if (page.showIf !== undefined && may(page.showIf) === false)
      return [
        {
          at: page.id,
          sentence: `Personne n’arriverait à la page ${quoted(page.title)}\u00a0: ${because(page.showIf, form)}`,
        },
      ]
    if (may(pageWhen(form, page)) === false)
      return [
        {
          at: page.id,
          sentence: `Personne n’arriverait à la page ${quoted(page.title)}\u00a0: le formulaire s’arrête avant pour tous.`,
        },
      ]
    return [...pageFaults(form, page, may), ...fieldFaults(form, page, may)]
  })
}

/** Checks and ends that never serve, and a page that would let nobody through. */
function pageFaults(form: FormDefinition, page: FormPage, may: May): FormFault[] {
  const { id, title, checks = [], ends = [] } = page
  const here = pageWhen(form, page)
  const never = [
    ...checks.map(({ when, message }) => ({ when, words: `La vérification ${quoted(message)}` })),
    ...ends.map(({ when, title: end }) => ({ when, words: `L’arrêt ${quoted(end)}` })),
  ].filter(({ when }) => may(here, when) === false)
  const isShut = checks.some(({ when }) => may(here, { op: 'not', condition: when }) === false)
  return [
    ...never.map(({ when, words }) => ({
      at: id,
      sentence: `${words} ne servirait jamais\u00a0: ${because(when, form)}`,
    })),
    ...(isShut
      ? [
          {
            at: id,
            sentence: `Personne ne passerait la page ${quoted(title)}\u00a0: une vérification refuse toute réponse.`,
          },
        ]
      : []),
  ]
}

function fieldFaults(
  form: FormDefinition,
  page: FormPage,
  may: May,
  fields: readonly Field[] = page.fields,
): FormFault[] {
  const here = pageWhen(form, page)
  return fields.flatMap((field) => {
    const { id, label, showIf } = field
    if (showIf !== undefined && may(here, showIf) === false)
      return [
        {
          at: id,
          sentence: `Personne ne verrait la question ${quoted(label)}\u00a0: ${because(showIf, form)}`,
        },
      ]
    return choiceFaults(form, page, field, may)
  })
}

/** Answers that a question would never propose, and a question that might propose none. */
function choiceFaults(form: FormDefinition, page: FormPage, field: Field, may: May): FormFault[] {
  const { id, label, showIf, choices = [] } = field
  const some = choicesOf(field)
  const here = pageWhen(form, page)
  const never = some
    .filter((one) => may(here, showIf, one.showIf) === false)
    .map((one) => ({
      at: id,
      sentence: `Personne ne verrait la réponse ${quoted(one.label)} à la question ${quoted(label)}\u00a0: ${because(one.showIf, form)}`,
    }))
  if (some.length < choices.length || some.length === 0) return never
  const none: Condition = { op: 'not', condition: { op: 'any', conditions: some.map((one) => one.showIf) } }
  return may(here, showIf, none) === false
    ? never
    : [
        ...never,
        {
          at: id,
          sentence: `La question ${quoted(label)} pourrait ne proposer aucune réponse\u00a0: laissez-en une sans condition.`,
        },
      ]
}

/** The same of the questions that no item of a block would be asked. */
export function neverAsked(form: FormDefinition, block: Field): FormFault[] {
  const scope = asItem(form, block)
  const may = mayIn(scope)
  const own = new Map(questionsOf(block).map((question) => [question.id, question]))
  return scope.pages.flatMap((page) =>
    fieldFaults(
      scope,
      page,
      may,
      // The condition of its block is judged with it.
      page.fields.filter(({ id }) => own.get(id)?.showIf !== undefined || own.get(id)?.choices !== undefined),
    ),
  )
}
