// Judges what was posted: a whole form or one page, on the reachable path only.
import type { FieldProblem } from '#platform/errors.ts'
import { typo } from '#platform/ui/french.ts'
import { factsRead, TODAY } from '#rules'
import type { Values } from '#platform/http/route.ts'
import type {
  Answer,
  Answers,
  Choice,
  Field,
  FieldRole,
  FormDefinition,
  FormPage,
} from '../definition/definition.ts'
import { wholeIn } from '../definition/resolved.ts'
import { asksFiles, asksItems, kindOf } from '../fields/index.ts'
import { type Judging, rawFrom } from '../fields/kind.ts'
import type { Raw } from '../fields/read.ts'
import { itemKeys, itemName, itemPart, itemsOf, leastItems } from '../fields/repeated/block.ts'
import { SAYS as REPEATED } from '../fields/repeated/words.ts'
import { SAYS as OF_FIELD } from '../fields/words.ts'
import { asOf } from './as-of.ts'
import {
  answersAround,
  asItem,
  blockRaw,
  isBlank,
  itemPage,
  itemRaw,
  itemsIn,
  questionsOf,
  rawOfItems,
} from './items.ts'
import { askedFields, isRequired, reachableAnswers, trueOn, withheldIn } from './reachable.ts'
import { SAYS } from './words.ts'

/** What was typed, by field. */
export type RawAnswers = Record<string, Raw>

/** A problem, with the part of its field it is about. `field` is the id of the control the summary links to. */
export interface FormProblem extends FieldProblem {
  fieldId: string
  part?: string
  /** Of one item of a block: which, and the problem as that item has it. */
  within?: { key: string; problem: FormProblem }
}

export interface Validation {
  /** Answers that are right, others absent. */
  answers: Answers
  problems: FormProblem[]
}

/**
 * How to judge; roles in `lenient` may stay empty (an agent enters what a caller does not want to give), and so may whoever signs too:
 * what comes to a desk is signed on paper.
 */
export interface Judges extends Judging {
  lenient?: ReadonlySet<FieldRole>
}

/** Contact details that somebody at a desk or on the phone may refuse to give. */
export const CONTACT_ROLES: ReadonlySet<FieldRole> = new Set([
  'contactName',
  'contactEmail',
  'contactPhone',
  'contactAddress',
])

/** What was posted for the fields of some pages. Files keep what the draft has stored. */
export function rawOfValues(fields: readonly Field[], values: Values, before: RawAnswers = {}): RawAnswers {
  const raw: RawAnswers = { ...before }
  for (const field of fields)
    if (asksItems(field)) raw[field.id] = blockRaw(field, values, before[field.id])
    else if (!asksFiles(field)) raw[field.id] = rawFrom(kindOf(field.type), field, values)
  return raw
}

/** What the controls show for stored answers. */
export function rawOfAnswers(form: FormDefinition, answers: Answers): RawAnswers {
  const raw: RawAnswers = {}
  for (const field of form.pages.flatMap((page) => page.fields)) {
    const answer = answers[field.id]
    if (answer === undefined) continue
    raw[field.id] = asksItems(field)
      ? rawOfItems(field, itemsIn(answer))
      : kindOf(field.type).rawOf(answer, field)
  }
  return raw
}

function judgeAll(
  fields: readonly Field[],
  raw: RawAnswers,
  judges: Judges,
): { answers: Answers; problems: Map<string, FormProblem> } {
  const answers: Answers = {}
  const problems = new Map<string, FormProblem>()
  for (const field of fields) {
    const judged = kindOf(field.type).judge(field, raw[field.id] ?? {}, judges)
    if ('answer' in judged) answers[field.id] = judged.answer
    if ('problem' in judged) problems.set(field.id, problemAt(field, judged.problem, judged.part))
  }
  return { answers, problems }
}

function problemAt(field: Field, message: string, part?: string): FormProblem {
  const [first] = kindOf(field.type).parts
  const control = part === undefined || part === first ? field.id : `${field.id}${part}`
  return { field: control, fieldId: field.id, message, ...(part === undefined ? {} : { part }) }
}

function missingAt(field: Field): FormProblem {
  const kind = kindOf(field.type)
  return problemAt(field, kind.missing(field), kind.missingPart)
}

/** What is wrong with a right answer, beside the others. */
function besideAt(form: FormDefinition, field: Field, all: Answers): FormProblem | undefined {
  const [{ beside }, answer] = [kindOf(field.type), all[field.id]]
  if (beside === undefined || answer === undefined) return undefined
  const wrong = beside(field, answer, { form, answers: reachableAnswers(form, all) })
  return wrong ? problemAt(field, wrong.problem, wrong.part) : undefined
}

/** Is it required because of an answer that is itself wrong? One thing to correct at a time. */
function waitsFor(
  form: FormDefinition,
  { requiredIf }: Field,
  problems: ReadonlyMap<string, FormProblem>,
): boolean {
  return requiredIf !== undefined && factsRead(wholeIn(form, requiredIf)).some((id) => problems.has(id))
}

/** What was chosen and is no longer proposed, in words; null when all of it is. */
function withdrawn(answer: Answer | undefined, withheld: readonly Choice[] = []): string | null {
  const chosen: unknown[] = [answer].flat()
  const [first, ...others] = withheld
    .filter(({ value }) => chosen.includes(value))
    .map(({ label }) => OF_FIELD.asked(typo(label)))
  if (first === undefined) return null
  return others.length === 0 ? SAYS.withdrawn(first) : SAYS.allWithdrawn([first, ...others])
}

/** What the checks of these pages refuse, where nothing that they read is wrong by itself. */
function checkProblems(
  form: FormDefinition,
  pages: readonly FormPage[],
  all: Answers,
  problems: readonly FormProblem[],
): FormProblem[] {
  const wrong = new Set(problems.map(({ fieldId }) => fieldId))
  const isTrue = trueOn(form, all)
  const asked = askedFields(form, all)
  return pages.flatMap(({ checks = [], fields }) => {
    const shown = fields.filter(({ id }) => asked.has(id))
    return checks.flatMap(({ when, message, at }) => {
      const field = shown.find(({ id }) => id === at) ?? shown[0]
      const isJudged = field !== undefined && !factsRead(wholeIn(form, when)).some((id) => wrong.has(id))
      return isJudged && isTrue(when) ? [problemAt(field, typo(message))] : []
    })
  })
}

const reads = (block: Field): string[] =>
  questionsOf(block).flatMap(({ showIf, requiredIf }) =>
    [showIf, requiredIf].flatMap((one) => (one === undefined ? [] : factsRead(one))),
  )

/** Those that another reads come first; they turn in no circle (checkForm). */
function readFirst(blocks: readonly Field[]): Field[] {
  const done: Field[] = []
  const visit = (block: Field, path: readonly Field[]): void => {
    if (done.includes(block) || path.includes(block)) return
    for (const before of blocks)
      if (before !== block && reads(block).includes(before.id)) visit(before, [...path, block])
    done.push(block)
  }
  for (const block of blocks) visit(block, [])
  return done
}

/** « Enfant 2 : écrivez… », where every problem stands in one list. */
function inItem(block: Field, key: string, at: number, problem: FormProblem): FormProblem {
  const { message } = problem
  const control = itemPart(key) + problem.field
  return {
    field: block.id + control,
    fieldId: block.id,
    part: control,
    message: REPEATED.inItem(typo(itemName(block, at)), message),
    within: { key, problem },
  }
}

/**
 * Judges the items of a block, each as a form of its own that reads the rest. One in which nothing is typed is none, unless as many are
 * asked; the others are kept in their order.
 */
function judgeItems(
  form: FormDefinition,
  block: Field,
  raw: Raw,
  other: Answers,
  judges: Judges,
): { answer?: Answer; problems: FormProblem[] } {
  const typed = itemKeys(block, raw).map((key, at) => ({ key, at, raw: itemRaw(block, raw, key) }))
  const begun = typed.filter((item) => !isBlank(item.raw))
  const counted = kindOf(block.type).judge(block, { '': begun.map(({ key }) => key) }, judges)
  if ('problem' in counted) return { problems: [problemAt(block, counted.problem)] }
  if (begun.length === 0 && block.optional === true) return { problems: [] }
  const lacking = Math.max(leastItems(block) - begun.length, 0)
  const blank = typed.filter((item) => isBlank(item.raw)).slice(0, lacking)
  const asked = typed.filter((item) => begun.includes(item) || blank.includes(item))
  const [scope, page] = [asItem(form, block), itemPage(form, block)]
  const around = answersAround(block, other)
  const judged = asked.map((item) => ({ ...item, ...validate(scope, [page], item.raw, around, judges) }))
  const problems = judged.flatMap(({ key, at, problems: own }) =>
    own.map((problem) => inItem(block, key, at, problem)),
  )
  if (problems.length > 0) return { problems }
  if (lacking > 0) return { problems: [problemAt(block, tooFew(block))] }
  return begun.length === 0
    ? { problems: [] }
    : { answer: judged.map(({ answers }) => withoutDay(answers)), problems: [] }
}

/** The day is kept once, with the answers of the form. */
const withoutDay = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => id !== TODAY))

function tooFew(block: Field): string {
  const { one, isFeminine } = itemsOf(block)
  const least = leastItems(block)
  return least === 1
    ? kindOf(block.type).missing(block)
    : REPEATED.tooFewItems(least, typo(one), isFeminine === true)
}

/**
 * Judges the fields of `pages` shown by all answers together.
 * @param other answers of the rest of the form: conditions read them
 */
export function validate(
  form: FormDefinition,
  pages: readonly FormPage[],
  raw: RawAnswers,
  other: Answers,
  judges: Judges,
): Validation {
  const fields = pages.flatMap((page) => page.fields)
  const blocks = fields.filter(asksItems)
  const judged = judgeAll(
    fields.filter((field) => !asksItems(field)),
    raw,
    judges,
  )
  const own = new Set(fields.map(({ id }) => id))
  const beside = Object.fromEntries(Object.entries(other).filter(([id]) => !own.has(id)))
  const all = asOf(form, { ...beside, ...judged.answers }, judges.today)
  // Items read the rest of the form, and whether another block is answered.
  const inItems = new Map<string, readonly FormProblem[]>()
  for (const block of readFirst(blocks)) {
    const { answer, problems } = judgeItems(form, block, raw[block.id] ?? {}, all, judges)
    inItems.set(block.id, problems)
    if (answer !== undefined) all[block.id] = judged.answers[block.id] = answer
  }
  const shown = askedFields(form, all)
  const problems: FormProblem[] = []
  const withheld = withheldIn(form, all)
  for (const field of fields.filter((item) => shown.has(item.id))) {
    const gone = withdrawn(judged.answers[field.id], withheld.get(field.id))
    if (gone !== null) delete judged.answers[field.id]
    const wrong =
      gone === null ? (judged.problems.get(field.id) ?? besideAt(form, field, all)) : problemAt(field, gone)
    const empty = wrong === undefined && judged.answers[field.id] === undefined
    const excused =
      judges.lenient !== undefined &&
      (kindOf(field.type).invites || (field.role !== undefined && judges.lenient.has(field.role)))
    const items = inItems.get(field.id) ?? []
    if (items.length > 0) problems.push(...items)
    else if (wrong !== undefined) problems.push(wrong)
    else if (empty && !excused && isRequired(form, field, all) && !waitsFor(form, field, judged.problems))
      problems.push(missingAt(field))
  }
  problems.push(...checkProblems(form, pages, all, problems))
  const answers = Object.fromEntries(
    Object.entries(judged.answers).filter(([id]) => shown.has(id)),
  ) as Record<string, Answer>
  return { answers: asOf(form, answers, judges.today), problems }
}
