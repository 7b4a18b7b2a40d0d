// Where each answer leads: read from the conditions of pages, and written as such. A jump is nothing else than pages that are not shown
// for an answer, so that one language says when anything is asked. Pure.
import type { Command } from '#definitions'
import { type Field as Question, type FormDefinition, type FormPage, kindOf, wholeIn } from '#forms'
import { BadInput } from '#platform/errors.ts'
import { type Condition, holds, type Value } from '#rules'
import { pageWay, placedIn } from '../written/elements.ts'

/** A question’s answer, and where it leads. */
export interface Answer {
  value: Value
  label: string
}

/** Past that, the conditions of pages say it better than a list. */
const MOST_ANSWERS = 40

/** The answers of a question that lead somewhere, each; none where any answer leads to the same place. */
export function answersOf({ type, choices = [] }: Question): Answer[] {
  const { fact } = kindOf(type)
  if (fact === 'yes-no')
    return [
      { value: true, label: 'Oui' },
      { value: false, label: 'Non' },
    ]
  return fact === 'choice' && choices.length <= MOST_ANSWERS
    ? choices.map(({ value, label }) => ({ value, label }))
    : []
}

/** What a condition is for that answer, whatever the others: undefined, it depends on them. */
export function truthFor(condition: Condition | undefined, of: string, value: Value): boolean | undefined {
  if (condition === undefined) return true
  if (condition.op === 'not') {
    const inner = truthFor(condition.condition, of, value)
    return inner === undefined ? undefined : !inner
  }
  if (condition.op === 'all' || condition.op === 'any') {
    const ends = condition.op === 'any'
    const parts = condition.conditions.map((one) => truthFor(one, of, value))
    if (parts.includes(ends)) return ends
    return parts.includes(undefined) ? undefined : !ends
  }
  return 'of' in condition && condition.of === of && condition.op !== 'against'
    ? holds(condition, { [of]: value })
    : undefined
}

const whole = (form: FormDefinition, condition: Condition | undefined): Condition | undefined =>
  condition === undefined ? undefined : wholeIn(form, condition)

/** The end of the form, as a goal. */
export const END = ''

/** The page to which an answer leads: the first after its question’s that is not skipped for it; '' for the end. */
export function goalOf(form: FormDefinition, question: string, value: Value): string {
  const { pages } = form
  const from = pages.findIndex(({ fields }) => fields.some(({ id }) => id === question))
  const next = pages.find(
    (page, at) => at > from && truthFor(whole(form, page.showIf), question, value) !== false,
  )
  return next?.id ?? END
}

/** The pages that may follow a question: those after its own, and the end. */
export function goalsAfter({ pages }: FormDefinition, question: string): FormPage[] {
  const from = pages.findIndex(({ fields }) => fields.some(({ id }) => id === question))
  return pages.slice(from + 1)
}

/** Values of a question for which a page is skipped by a jump, among the parts of its condition; and the other parts. */
function partsOf(condition: Condition | undefined, of: string): { skips: Value[]; others: Condition[] } {
  const parts = condition === undefined ? [] : condition.op === 'all' ? condition.conditions : [condition]
  const skips: Value[] = []
  const others: Condition[] = []
  for (const one of parts) {
    const within = one.op === 'not' ? one.condition : null
    if (within?.op === 'is' && within.of === of) skips.push(within.value)
    else if (within?.op === 'in' && within.of === of) skips.push(...within.values)
    else others.push(one)
  }
  return { skips, others }
}

function conditionFrom(
  skips: readonly Value[],
  others: readonly Condition[],
  of: string,
): Condition | undefined {
  const [first, ...more] = skips
  const skipped: Condition[] =
    first === undefined
      ? []
      : [
          {
            op: 'not',
            condition:
              more.length === 0 ? { op: 'is', of, value: first } : { op: 'in', of, values: [...skips] },
          },
        ]
  const parts = [...others, ...skipped]
  return parts.length > 1 ? { op: 'all', conditions: parts } : parts[0]
}

function pageCommand(page: FormPage, to: Condition | undefined): Command {
  const at = [...pageWay(page.id), 'showIf']
  return to === undefined ? { do: 'remove', at } : { do: 'set', at, to: to as never }
}

/** A change of where an answer leads. */
export interface Jump {
  question: string
  value: Value
  /** Id of a page; '' for the end. */
  goal: string
}

/**
 * Makes an answer lead there: the pages between are skipped for it, that page no longer is.
 * @throws BadInput when that page is before the question, or its own condition never shows it for that answer
 */
export function jumpTo(form: FormDefinition, { question, value, goal }: Jump): Command[] {
  const after = goalsAfter(form, question)
  const to = goal === END ? after.length : after.findIndex(({ id }) => id === goal)
  if (to < 0) throw new BadInput('Une réponse ne mène qu’à une page d’après\u00a0: choisissez-en une autre.')
  const old = goalOf(form, question, value)
  const from = old === END ? after.length : after.findIndex(({ id }) => id === old)
  const skipped = after.slice(0, to).flatMap((page): Command[] => {
    if (truthFor(whole(form, page.showIf), question, value) === false) return []
    const { skips, others } = partsOf(page.showIf, question)
    return [pageCommand(page, conditionFrom([...skips, value], others, question))]
  })
  const shown = after.slice(to, Math.max(from, to + 1)).flatMap((page): Command[] => {
    const { skips, others } = partsOf(page.showIf, question)
    if (!skips.includes(value)) return []
    const left = skips.filter((one) => one !== value)
    return [pageCommand(page, conditionFrom(left, others, question))]
  })
  const target = after[to]
  if (target !== undefined) {
    const { skips, others } = partsOf(target.showIf, question)
    const left = conditionFrom(
      skips.filter((one) => one !== value),
      others,
      question,
    )
    if (truthFor(whole(form, left), question, value) === false)
      throw new BadInput(
        `La page «\u00a0${target.title}\u00a0» a une condition qui ne la montre jamais pour cette réponse\u00a0: changez d’abord quand la montrer.`,
      )
  }
  return [...skipped, ...shown]
}

/** How many answers leave the order of the form. */
export function jumpsIn(form: FormDefinition): number {
  return placedIn(form).reduce((count, { field, page }) => {
    const next = form.pages[form.pages.indexOf(page) + 1]?.id ?? END
    return count + answersOf(field).filter(({ value }) => goalOf(form, field.id, value) !== next).length
  }, 0)
}
