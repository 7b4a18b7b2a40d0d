// Reading answers: by role, as people read them, and samples that are right.
import { typo } from '#platform/ui/french.ts'
import type { Territory } from '#territory'
import {
  type Answer,
  type Answers,
  type Field,
  type FieldRole,
  fieldsOf,
  type FileAnswer,
  type FormDefinition,
  type LocationAnswer,
} from '../definition/definition.ts'
import { asksFiles, asksItems, kindOf } from '../fields/index.ts'
import { itemName, leastItems } from '../fields/repeated/block.ts'
import { SAYS } from '../fields/repeated/words.ts'
import { answersAround, asItem, itemPage, itemsIn, questionsOf } from './items.ts'
import { reachableAnswers, reachablePages, shownFields } from './reachable.ts'

export interface AnswerLine {
  fieldId: string
  pageId: string
  label: string
  value: string | string[]
  /** What `value` masks, for whoever must use it: an account to pay to. */
  entire?: string
  /** Of an item of a block: the id of its question. */
  questionId?: string
  /** The files that it names. */
  files?: readonly FileAnswer[]
}

/** The answer to the first field that plays a role, or undefined. */
export function answerByRole(form: FormDefinition, answers: Answers, role: FieldRole): Answer | undefined {
  const field = fieldsOf(form).find((item) => item.role === role && answers[item.id] !== undefined)
  return field === undefined ? undefined : answers[field.id]
}

/** Where mail reaches whoever answered, in one line; null when nothing says it. */
export function addressIn(form: FormDefinition, answers: Answers): string | null {
  const field = fieldsOf(form).find(({ role, id }) => role === 'contactAddress' && answers[id] !== undefined)
  const answer = field === undefined ? undefined : answers[field.id]
  if (field === undefined || answer === undefined) return null
  const said = [kindOf(field.type).summary(field, answer, () => undefined)].flat().join(', ').trim()
  return said === '' ? null : said
}

/** Where it is, when the answers say: only a question that asks for a place has that role (checkForm). */
export const placeIn = (form: FormDefinition, answers: Answers): LocationAnswer | undefined =>
  answerByRole(form, answers, 'place') as LocationAnswer | undefined

/** One answer, as people read it. */
function lineOf(field: Field, answer: Answer, { area }: Pick<Territory, 'area'>) {
  const kind = kindOf(field.type)
  const entire = kind.entire?.(answer)
  return {
    value: kind.summary(field, answer, (code) => area(code)),
    ...(entire === undefined ? {} : { entire }),
    ...(kind.holdsFiles && { files: answer as FileAnswer[] }),
  }
}

/** What each item says, under its name: « Enfant 2 : prénom ». */
function itemLines(
  form: FormDefinition,
  block: Field,
  answers: Answers,
  place: Pick<Territory, 'area'>,
): Omit<AnswerLine, 'pageId'>[] {
  const [scope, page] = [asItem(form, block), itemPage(form, block)]
  return itemsIn(answers[block.id]).flatMap((item, at) =>
    shownFields(scope, page, { ...answersAround(block, answers), ...item }).flatMap((question) => {
      const answer = item[question.id]
      if (answer === undefined) return []
      const label = SAYS.ofItem(typo(itemName(block, at)), typo(question.label))
      return [{ fieldId: block.id, questionId: question.id, label, ...lineOf(question, answer, place) }]
    }),
  )
}

/** Answers of the reachable path in the order of the form, as people read them. */
export function answersSummary(
  form: FormDefinition,
  answers: Answers,
  place: Pick<Territory, 'area'>,
): AnswerLine[] {
  const kept = reachableAnswers(form, answers)
  return reachablePages(form, answers).flatMap((page) =>
    shownFields(form, page, answers).flatMap((field) => {
      const answer = kept[field.id]
      if (answer === undefined) return []
      const lines = asksItems(field)
        ? itemLines(form, field, answers, place)
        : [{ fieldId: field.id, label: typo(field.label), ...lineOf(field, answer, place) }]
      return lines.map((line) => ({ ...line, pageId: page.id }))
    }),
  )
}

const isSampled = (field: Field): boolean => {
  const { asksNothing, invites } = kindOf(field.type)
  return !asksFiles(field) && !asksNothing && !invites
}

/** As many items as are asked, one at least. */
export const sampleItems = (block: Field, areaCode: string): Answers[] =>
  Array.from({ length: Math.max(leastItems(block), 1) }, () =>
    Object.fromEntries(
      questionsOf(block)
        .filter(isSampled)
        .map((question) => [question.id, kindOf(question.type).sample(question, areaCode)]),
    ),
  )

/**
 * Right answers to every field, then only those of the reachable path. Files are left out: they must exist; and whoever must sign first: they
 * must have signed.
 */
export function sampleAnswers(
  form: FormDefinition,
  { areaCode }: { areaCode: string },
  own: Answers = {},
): Answers {
  const sampled = Object.fromEntries(
    fieldsOf(form)
      .filter(isSampled)
      .map((field) => [
        field.id,
        asksItems(field) ? sampleItems(field, areaCode) : kindOf(field.type).sample(field, areaCode),
      ]),
  )
  const answers = { ...sampled, ...own }
  for (const field of fieldsOf(form)) {
    const [kind, answer] = [kindOf(field.type), answers[field.id]]
    const right = answer === undefined ? undefined : kind.sampleBeside?.(field, answer, { form, answers })
    if (right !== undefined && own[field.id] === undefined) answers[field.id] = right
  }
  return reachableAnswers(form, answers)
}

/** Those that statistics keep of somebody who is forgotten: of types that are counted, but for what a form says is personal (`data`). */
export function countedAnswers(form: FormDefinition, answers: Answers): Answers {
  const counted = (fields: readonly Field[]) =>
    fields.filter(({ type, data }) => kindOf(type).counted && data === undefined).map(({ id }) => id)
  const only = (given: Answers, ids: readonly string[]): Answers =>
    Object.fromEntries(ids.flatMap((id) => (id in given ? [[id, given[id] ?? '']] : [])))
  const blocks = fieldsOf(form).filter((field) => asksItems(field) && field.id in answers)
  return {
    ...only(answers, counted(fieldsOf(form))),
    ...Object.fromEntries(
      blocks.map((block) => [
        block.id,
        itemsIn(answers[block.id]).map((item) => only(item, counted(questionsOf(block)))),
      ]),
    ),
  }
}
