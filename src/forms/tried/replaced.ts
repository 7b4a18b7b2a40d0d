// The answers of somebody made those of nobody: what was chosen among what a form proposes stays, as statistics keep it; all else is a
// sample, on the same side of what conditions compare. Pure.
import { comparisonsOf, type Comparison, type Condition, holds } from '#rules'
import type { Answer, Answers, Field, FormDefinition, FormTest } from '../definition/definition.ts'
import { itemsIn, questionsOf, rawOfItem } from '../answers/items.ts'
import { everyFieldOf, fieldsOf } from '../definition/definition.ts'
import { conditionsOfField, conditionsOfPage, resolvedForm } from '../definition/resolved.ts'
import { asksFiles, asksItems, kindOf } from '../fields/index.ts'
import { factsIn, type Judging } from '../fields/kind.ts'

/** Where they stand: a commune of the territory, and theirs, which stays when a condition reads it. */
export interface Elsewhere {
  commune: string
  own: string | undefined
}

const NO_FILE = 'document.pdf'

/** What samples are made with: what conditions compare, and where. */
interface Made {
  comparisons: readonly Comparison[]
  place: string
  judging: Judging
}

/** What a test would type. @param old the form under which it was sent */
export function ofNobody(
  form: FormDefinition,
  { old, answers }: { old: FormDefinition; answers: Answers },
  { commune, own }: Elsewhere,
  judging: Judging,
): FormTest['answers'] {
  const whole = resolvedForm(form)
  const comparisons = conditionsIn(whole).flatMap(comparisonsOf)
  const isRead = comparisons.some(({ of }) => of === 'commune')
  const place = isRead ? (own ?? commune) : commune
  return typedLike(fieldsOf(whole), fieldsOf(old), answers, { comparisons, place, judging })
}

/** What is typed to these questions, those of a form or of an item. */
function typedLike(
  fields: readonly Field[],
  old: readonly Field[],
  answers: Answers,
  as: Made,
): FormTest['answers'] {
  const before = new Map(old.map((field) => [field.id, field]))
  const made: FormTest['answers'] = {}
  for (const field of fields) {
    const given = answers[field.id]
    const was = before.get(field.id)
    if (given === undefined || was === undefined || kindOf(field.type).asksNothing) continue
    if (asksItems(field) !== asksItems(was)) continue
    made[field.id] = asksItems(field)
      ? itemsLike(field, was, given, as)
      : asksFiles(field)
        ? [given].flat().map(() => NO_FILE)
        : { ...kindOf(field.type).rawOf(answerLike(field, was, given, as), field) }
  }
  return made
}

/** As many items as there were, each of samples. */
function itemsLike(block: Field, was: Field, given: Answer, as: Made): Record<string, string | string[]> {
  const items = itemsIn(given)
  const raw: Record<string, string | string[]> = { '': items.map((_, at) => String(at + 1)) }
  for (const [at, item] of items.entries()) {
    const typed = typedLike(questionsOf(block), questionsOf(was), item, as)
    const parts = Object.entries(typed).map(([id, one]) => [id, partsOf(one)] as const)
    Object.assign(raw, rawOfItem(String(at + 1), Object.fromEntries(parts)))
  }
  return raw
}

const partsOf = (typed: FormTest['answers'][string]) =>
  typeof typed === 'string' || Array.isArray(typed) ? { '': typed } : typed

/** The answer itself, where it says nothing of anybody; a sample otherwise. */
function answerLike(field: Field, was: Field, given: Answer, { comparisons, place, judging }: Made): Answer {
  const isNobodys =
    kindOf(field.type).counted &&
    field.data === undefined &&
    was.data === undefined &&
    was.type === field.type
  const read = comparisons.filter(({ of }) => of === field.id)
  return isNobodys ? given : sampleLike(field, given, read, place, judging)
}

const conditionsIn = (form: FormDefinition): Condition[] => [
  ...form.pages.flatMap(conditionsOfPage),
  ...everyFieldOf(form).flatMap(conditionsOfField),
]

/** A sample that conditions tell nothing apart from, when there is one; never the answer itself, when another will do. */
function sampleLike(
  field: Field,
  given: Answer,
  comparisons: readonly Comparison[],
  commune: string,
  judging: Judging,
): Answer {
  const kind = kindOf(field.type)
  const usual = kind.sample(field, commune)
  const truths = (answer: Answer) => comparisons.map((one) => holds(one, factsIn(kind, field, answer))).join()
  const isTaken = (answer: Answer) => 'answer' in kind.judge(field, kind.rawOf(answer, field), judging)
  const isSame = (answer: Answer) => JSON.stringify(answer) === JSON.stringify(given)
  const like = [usual, ...candidates(kind.fact, comparisons)].filter(
    (answer) => isTaken(answer) && !isSame(answer) && truths(answer) === truths(given),
  )
  return like[0] ?? usual
}

const DAY_MS = 86_400_000
const dayBeside = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10)

/** On each side of what is compared. */
function candidates(fact: string, comparisons: readonly Comparison[]): Answer[] {
  const values = comparisons.flatMap((one) =>
    'value' in one ? [one.value] : 'values' in one ? one.values : [],
  )
  if (fact === 'number') {
    const numbers = [...new Set(values.map(Number))].toSorted((a, b) => a - b)
    const between = numbers.map((value, at) => Math.round((value + (numbers[at + 1] ?? value + 2)) / 2))
    return [...numbers.flatMap((value) => [value + 1, value - 1]), ...between, ...numbers]
  }
  if (fact === 'date')
    return values
      .map(String)
      .filter((value) => /^\d{4}-\d\d-\d\d$/.test(value))
      .flatMap((value) => [-30, 30, -1, 1, 0].map((by) => dayBeside(value, by)))
  return values.map((value) => (typeof value === 'string' ? value.replaceAll('*', 'x') : value))
}
