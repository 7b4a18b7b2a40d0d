// Every distinct way through a form, by the answers that lead to it: what its conditions imply, told once for all the cases alike. Pure.
import { comparisonsOf, type Condition, factsRead } from '#rules'
import { type Field, fieldsOf, type FormDefinition } from '../definition/definition.ts'
import { pageWhen, resolvedForm } from '../definition/resolved.ts'
import { kindOf } from '../fields/index.ts'
import {
  answersToldApart,
  type Asked,
  askedIn,
  conditionsOf,
  decidedBy,
  type Facts,
  holding,
} from './never.ts'

/** Answers that decide of the pages: by question, or `commune`; undefined: nothing is answered. */
export type Case = ReadonlyMap<string, unknown>

export interface Way {
  /** Ids of the pages asked, in their order. */
  pages: readonly string[]
  /** Questions asked for sure, and those that other answers decide of. */
  asked: readonly string[]
  perhaps: readonly string[]
  /** The first case that leads there. */
  first: Case
  /** Where the cases that lead there are all the cases of these answers, question by question: they say it whole. Null: they do not. */
  whole: ReadonlyMap<string, readonly unknown[]> | null
}

export interface Ways {
  ways: readonly Way[]
  /** Too many cases were to be tried: there may be other ways. */
  isBounded: boolean
  /** Questions that decide of the pages, in their order, and the answers of each that were tried. */
  answers: ReadonlyMap<string, readonly unknown[]>
}

const MOST_CASES = 1500
const MOST_WAYS = 200

/** Questions that decide of a page: read by its condition; or by those of its questions, when all have one. */
function deciding(form: FormDefinition, asked: Asked): string[] {
  const conditions = resolvedForm(form).pages.flatMap((page) => [
    ...conditionsOf(pageWhen(form, page)),
    ...(page.fields.every((field) => field.showIf !== undefined)
      ? page.fields.flatMap((field) => conditionsOf(field.showIf))
      : []),
  ])
  const found = decidedBy(asked, conditions)
  const order = fieldsOf(form).map(({ id }) => id)
  return [...found].toSorted((one, other) => order.indexOf(one) - order.indexOf(other))
}

const isWithin = (field: Field | undefined, value: unknown): boolean => {
  const { least, most } = (field ?? {}) as { least?: unknown; most?: unknown }
  if (typeof value !== 'number') return true
  return (typeof least !== 'number' || value >= least) && (typeof most !== 'number' || value <= most)
}

/** One of each of the answers that conditions tell apart; null: they are too many to say. */
function answersIn(form: FormDefinition, name: string): unknown[] | null {
  const field = fieldsOf(form).find(({ id }) => id === name)
  const all = resolvedForm(form).pages.flatMap((page) => [
    ...conditionsOf(pageWhen(form, page)),
    ...page.fields.flatMap((one) => conditionsOf(one.showIf)),
  ])
  const read = all.flatMap(comparisonsOf).filter(({ of }) => of === name)
  const answers = answersToldApart(field, read)
  if (answers === null) return null
  const isRequired = field === undefined || (field.optional !== true && field.requiredIf === undefined)
  const own = new Map(answers.map((answer) => [JSON.stringify(answer) ?? '', answer]))
  return [...own.values()].filter(
    (answer) => (answer !== undefined || !isRequired) && isWithin(field, answer),
  )
}

/** What must hold for a question to be asked. */
const askedWhen = (asked: Asked, id: string): readonly Condition[] => asked.get(id)?.asked ?? []

interface Found {
  pages: readonly string[]
  cases: Case[]
}

export function waysThrough(form: FormDefinition): Ways {
  const asked = askedIn(form)
  const names = deciding(form, asked)
  const found = new Map<string, Found>()
  const answers = new Map<string, unknown[]>()
  let isBounded = false
  for (const name of names) {
    const own = answersIn(form, name)
    // What cannot be said is left unanswered, and told.
    if (own === null) isBounded = true
    else answers.set(name, own)
  }
  let tried = 0
  const visit = (at: number, facts: Facts, given: Case): void => {
    if (tried >= MOST_CASES) {
      isBounded = true
      return
    }
    const name = names[at]
    if (name === undefined) {
      tried += 1
      note(found, pagesOf(form, asked, facts), given)
      return
    }
    const own = answers.get(name)
    // Not asked: nothing to answer.
    if (own === undefined || !holding(asked, facts)(askedWhen(asked, name)))
      return visit(at + 1, facts, given)
    for (const value of own) visit(at + 1, { ...facts, [name]: value }, new Map([...given, [name, value]]))
  }
  visit(0, {}, new Map())
  const ways = [...found.values()].slice(0, MOST_WAYS).map((one) => wayOf(form, asked, names, one))
  return { ways, isBounded: isBounded || found.size > MOST_WAYS, answers }
}

function pagesOf({ pages }: FormDefinition, asked: Asked, facts: Facts): string[] {
  const hold = holding(asked, facts)
  return pages.filter(({ fields }) => fields.some(({ id }) => hold(askedWhen(asked, id)))).map(({ id }) => id)
}

function note(found: Map<string, Found>, pages: readonly string[], given: Case): void {
  const key = JSON.stringify(pages)
  const known = found.get(key)
  if (known === undefined) found.set(key, { pages, cases: [given] })
  else known.cases.push(given)
}

function wayOf(form: FormDefinition, asked: Asked, names: readonly string[], { pages, cases }: Found): Way {
  const first = cases[0] ?? new Map<string, unknown>()
  const hold = holding(asked, Object.fromEntries(first))
  const onPages = form.pages.filter(({ id }) => pages.includes(id)).flatMap(({ fields }) => fields)
  const asks = onPages.filter(({ type }) => !kindOf(type).asksNothing)
  const sure = asks.filter(({ id }) => hold(askedWhen(asked, id)))
  const isOpen = ({ id }: Field) =>
    askedWhen(asked, id).some((one) => factsRead(one).some((read) => !names.includes(read)))
  return {
    ...{ pages, first, whole: wholeOf(cases) },
    asked: sure.map(({ id }) => id),
    perhaps: asks.filter((field) => !sure.includes(field) && isOpen(field)).map(({ id }) => id),
  }
}

/** Each question’s answers, when their combinations are all there and nothing else. */
function wholeOf(cases: readonly Case[]): Way['whole'] {
  const values = new Map<string, Map<string, unknown>>()
  for (const given of cases)
    for (const [name, value] of given) {
      const own = values.get(name) ?? new Map<string, unknown>()
      values.set(name, own.set(JSON.stringify(value) ?? '', value))
    }
  const names = [...values.keys()]
  const isSame = cases.every((given) => names.every((name) => given.has(name)))
  const product = [...values.values()].reduce((sum, own) => sum * own.size, 1)
  return isSame && product === cases.length
    ? new Map([...values].map(([name, own]) => [name, [...own.values()]]))
    : null
}
