// The reachable path of a form: pages, fields and proposed answers that given answers show. Only these are validated and sent.
import {
  type Computed,
  compute,
  type Condition,
  type Facts,
  factsRead,
  holds,
  readByFormula,
  TODAY,
} from '#rules'
import {
  type Answer,
  type Answers,
  type Choice,
  type Field,
  fieldsOf,
  type FormDefinition,
  type FormPage,
  type PageEnd,
} from '../definition/definition.ts'
import { pageWhen, resolvedForm, wholeIn } from '../definition/resolved.ts'
import { asksItems, asksPlace, kindOf } from '../fields/index.ts'
import { factsIn } from '../fields/kind.ts'
import { type Raw, readAs, text } from '../fields/read.ts'
import { answersAround, asItem, itemsIn, questionsOf } from './items.ts'
import { computedWords } from '../fields/numbers/computed-words.ts'
import { writtenAs } from '../fields/numbers/computed.ts'
import { wholeFormula } from './formula.ts'

/** What given answers open. */
interface Path {
  isVisible: (id: string) => boolean
  /** What counts of an answer: nothing where its question is not shown, nor what is no longer proposed. */
  kept: (id: string) => Answer | undefined
  isOffered: (choice: Choice) => boolean
  facts: (condition: Condition) => Facts
  computed: (id: string) => Computed | undefined
}

/** What conditions read, by question, where it is told otherwise than by an answer. */
type FactsOfFields = ReadonlyMap<string, Facts>
const NO_FACTS: FactsOfFields = new Map()

interface Placed {
  /** Its questions, conditions said whole, with the page of each. */
  placed: ReadonlyMap<string, { page: FormPage; field: Field }>
  /** Ids of those that ask for a place. */
  places: readonly string[]
}

const read = new WeakMap<Condition, readonly string[]>()

/** What a condition reads, found once. */
function readBy(condition: Condition): readonly string[] {
  const before = read.get(condition)
  if (before !== undefined) return before
  const made = factsRead(condition)
  read.set(condition, made)
  return made
}

const known = new WeakMap<FormDefinition, Placed>()

function placedIn(form: FormDefinition): Placed {
  const before = known.get(form)
  if (before !== undefined) return before
  const placed = new Map<string, { page: FormPage; field: Field }>()
  for (const page of resolvedForm(form).pages)
    for (const field of page.fields) placed.set(field.id, { page, field })
  const places = [...placed.values()].filter(({ field }) => asksPlace(field)).map(({ field }) => field.id)
  const made = { placed, places }
  known.set(form, made)
  return made
}

/**
 * A condition reads only answers that are themselves shown, and proposed: each field is judged after those its conditions read
 * (checkForm refuses cycles; in one, nothing would be shown).
 */
function pathOf(form: FormDefinition, answers: Answers, typed: FactsOfFields = NO_FACTS): Path {
  const { placed, places } = placedIn(form)
  const visible = new Map<string, boolean>()
  const counted = new Map<string, Answer | undefined>()

  const isVisible = (id: string): boolean => {
    const before = visible.get(id)
    if (before !== undefined) return before
    visible.set(id, false)
    const { page, field } = placed.get(id) ?? {}
    const is = page !== undefined && field !== undefined && [pageWhen(form, page), field.showIf].every(isTrue)
    visible.set(id, is)
    return is
  }
  const kept = (id: string): Answer | undefined => {
    if (counted.has(id)) return counted.get(id)
    counted.set(id, undefined)
    const answer = answers[id] ?? workedOut(id)
    const is = answer === undefined || !isVisible(id) ? undefined : offeredOf(placed.get(id)?.field, answer)
    counted.set(id, is)
    return is
  }
  const isOffered = ({ showIf }: Choice): boolean => isTrue(showIf)
  const offeredOf = (field: Field | undefined, answer: Answer): Answer | undefined => {
    const withheld = (field?.choices ?? []).filter((one) => one.showIf !== undefined && !isOffered(one))
    if (withheld.length === 0) return answer
    const isKept = (value: unknown) => withheld.every((one) => one.value !== value)
    if (!Array.isArray(answer)) return isKept(answer) ? answer : undefined
    const some = answer.filter(isKept)
    return some.length > 0 ? some : undefined
  }
  const factsOf = (read: readonly string[]): Facts => {
    const found: Record<string, unknown> = answers[TODAY] === undefined ? {} : { [TODAY]: answers[TODAY] }
    const names = read.includes('commune') ? [...read, ...places] : read
    for (const id of names) {
      const field = placed.get(id)?.field
      const told = typed.get(id)
      const answer = field === undefined || told !== undefined ? undefined : kept(id)
      if (told !== undefined && isVisible(id)) Object.assign(found, told)
      if (field !== undefined && answer !== undefined)
        Object.assign(found, factsIn(kindOf(field.type), field, answer))
    }
    return found
  }
  const facts = (condition: Condition): Facts => factsOf(readBy(condition))
  /** What is sent is kept as it was; until then it is worked out anew. */
  const computed = (id: string): Computed | undefined => {
    const field = placed.get(id)?.field
    const formula = field === undefined ? undefined : wholeFormula(form, field)
    return field === undefined || formula === undefined
      ? undefined
      : compute(formula, factsOf(readByFormula(formula)), writtenAs(field).digits)
  }
  const workedOut = (id: string): number | undefined => {
    const made = computed(id)
    return made !== undefined && 'value' in made ? made.value : undefined
  }
  const isTrue = (condition: Condition | undefined): boolean =>
    condition === undefined || holds(condition, facts(condition))
  return { isVisible, kept, isOffered, facts, computed }
}

/** What an item shows, by what is typed in it, right or wrong: as browsers read it. */
export function openedByTyped(
  form: FormDefinition,
  block: Field,
  answers: Answers,
  typed: Readonly<Record<string, Raw>>,
): Pick<Path, 'isVisible' | 'isOffered'> {
  const own = questionsOf(block).map(({ id, type }) => {
    const { fact, commune } = kindOf(type)
    const raw = typed[id] ?? {}
    const there = text(raw, '-commune')
    return [
      id,
      { [id]: readAs(fact, raw), ...(commune !== undefined && there !== '' && { commune: there }) },
    ] as const
  })
  const around = answersAround(block, reachableAnswers(form, answers))
  return pathOf(asItem(form, block), around, new Map<string, Facts>(own))
}

/** Answers without those of hidden pages and fields, nor what is no longer proposed: what is sent. */
export function reachableAnswers(form: FormDefinition, answers: Answers): Answers {
  const { kept } = pathOf(form, answers)
  const all = [...fieldsOf(form).map(({ id }) => [id, kept(id)] as const), [TODAY, answers[TODAY]] as const]
  const shown: Answers = Object.fromEntries(
    all.flatMap(([id, answer]) => (answer === undefined ? [] : [[id, answer]])),
  )
  for (const block of fieldsOf(form))
    if (asksItems(block) && shown[block.id] !== undefined)
      shown[block.id] = itemsIn(shown[block.id]).map((item) => reachableItem(form, block, shown, item))
  return shown
}

/** The answers of an item without those of its hidden questions. */
function reachableItem(form: FormDefinition, block: Field, answers: Answers, item: Answers): Answers {
  const { kept } = pathOf(asItem(form, block), { ...answersAround(block, answers), ...item })
  const own = questionsOf(block).map(
    ({ id }) => [id, Object.hasOwn(item, id) ? kept(id) : undefined] as const,
  )
  return Object.fromEntries(own.flatMap(([id, answer]) => (answer === undefined ? [] : [[id, answer]])))
}

/** What the conditions of a page read beside its own questions: the answers of the others, and the day. */
export function factsBeside(form: FormDefinition, answers: Answers, page: FormPage): Facts {
  const here = new Set(page.fields.map(({ id }) => id))
  const { kept } = pathOf(form, answers)
  const facts: Record<string, unknown> = answers[TODAY] === undefined ? {} : { [TODAY]: answers[TODAY] }
  for (const field of fieldsOf(form)) {
    const answer = here.has(field.id) ? undefined : kept(field.id)
    if (answer !== undefined) Object.assign(facts, factsIn(kindOf(field.type), field, answer))
  }
  return facts
}

/** Ids of the questions that the answers show. */
export function askedFields(form: FormDefinition, answers: Answers): ReadonlySet<string> {
  const { isVisible } = pathOf(form, answers)
  return new Set(fieldsOf(form).flatMap(({ id }) => (isVisible(id) ? [id] : [])))
}

/** Pages that the answers show, in order. */
export function reachablePages(form: FormDefinition, answers: Answers): FormPage[] {
  const { isVisible } = pathOf(form, answers)
  return form.pages.filter((page) => page.fields.some(({ id }) => isVisible(id)))
}

/** Fields of a page that the answers show. */
export function shownFields(form: FormDefinition, page: FormPage, answers: Answers): Field[] {
  const { isVisible } = pathOf(form, answers)
  return page.fields.filter(({ id }) => isVisible(id))
}

/** Must this field be answered, given the others? */
export function isRequired(form: FormDefinition, field: Field, answers: Answers): boolean {
  if (kindOf(field.type).asksNothing) return false
  if (field.requiredIf === undefined) return field.optional !== true
  const condition = wholeIn(form, field.requiredIf)
  return holds(condition, pathOf(form, answers).facts(condition))
}

/** What the answers of a page, with the others, make true of its conditions. */
export function trueOn(form: FormDefinition, answers: Answers): (condition: Condition) => boolean {
  const { facts } = pathOf(form, answers)
  return (condition) => {
    const whole = wholeIn(form, condition)
    return holds(whole, facts(whole))
  }
}

/** Where the answers stop the form, and what is said there. */
export interface Ended {
  page: FormPage
  end: PageEnd
}

/** Where the answers stop it before its end; undefined: nowhere. */
export function endOf(form: FormDefinition, answers: Answers): Ended | undefined {
  if (form.pages.every(({ ends = [] }) => ends.length === 0)) return undefined
  const isTrue = trueOn(form, answers)
  for (const page of form.pages) {
    const when = pageWhen(form, page)
    const end = when === undefined || isTrue(when) ? page.ends?.find((one) => isTrue(one.when)) : undefined
    if (end !== undefined) return { page, end }
  }
  return undefined
}

/** The proposed answers that are withheld, by question that proposes some under a condition. */
export function withheldIn(form: FormDefinition, answers: Answers): ReadonlyMap<string, readonly Choice[]> {
  const some = fieldsOf(resolvedForm(form)).filter(({ choices = [] }) =>
    choices.some(({ showIf }) => showIf !== undefined),
  )
  if (some.length === 0) return new Map()
  const { isOffered } = pathOf(form, answers)
  return new Map(some.map(({ id, choices = [] }) => [id, choices.filter((one) => !isOffered(one))]))
}

/** What is worked out on a page, as it is written: nothing while an answer is missing. */
export function computedOn(
  form: FormDefinition,
  fields: readonly Field[],
  answers: Answers,
): Map<string, string> {
  const own = fields.filter(({ type }) => kindOf(type).computes !== undefined)
  if (own.length === 0) return new Map()
  const { computed } = pathOf(form, answers)
  return new Map(
    own.map((field) => [field.id, computedWords(computed(field.id) ?? { missing: '' }, writtenAs(field))]),
  )
}

/** What a page shows without a script: its questions, and the answers that they propose under a condition (`question:3`). */
export function shownParts(form: FormDefinition, page: FormPage, answers: Answers): string[] {
  const withheld = withheldIn(form, answers)
  const shown = shownFields(form, page, answers)
  return [
    ...shown.map(({ id }) => id),
    ...shown.flatMap(({ id, choices = [] }) =>
      choices.flatMap(({ value, showIf }, at) =>
        showIf === undefined || withheld.get(id)?.some((one) => one.value === value)
          ? []
          : [`${id}:${at + 1}`],
      ),
    ),
  ]
}
