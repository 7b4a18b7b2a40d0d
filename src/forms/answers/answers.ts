// Reading answers: by role, as people read them, and samples that are right.
import { typo } from '#platform/ui/french.ts'
import type { Territory } from '#territory'
import {
  type Answer,
  type Answers,
  type FieldRole,
  fieldsOf,
  type FormDefinition,
  type LocationAnswer,
} from '../definition/definition.ts'
import { asksFiles, kindOf } from '../fields/index.ts'
import { reachableAnswers, reachablePages, shownFields } from './reachable.ts'

export interface AnswerLine {
  fieldId: string
  pageId: string
  label: string
  value: string | string[]
  /** What `value` masks, for whoever must use it: an account to pay to. */
  entire?: string
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

/** Answers of the reachable path in the order of the form, as people read them. */
export function answersSummary(
  form: FormDefinition,
  answers: Answers,
  place: Pick<Territory, 'area'>,
): AnswerLine[] {
  return reachablePages(form, answers).flatMap((page) =>
    shownFields(form, page, answers).flatMap((field) => {
      const answer = answers[field.id]
      if (answer === undefined) return []
      const kind = kindOf(field.type)
      const value = kind.summary(field, answer, (code) => place.area(code))
      const entire = kind.entire?.(answer)
      return [
        {
          ...{ fieldId: field.id, pageId: page.id, label: typo(field.label), value },
          ...(entire === undefined ? {} : { entire }),
        },
      ]
    }),
  )
}

/** Right answers to every field, then only those of the reachable path. Files are left out: they must exist. */
export function sampleAnswers(
  form: FormDefinition,
  { areaCode }: { areaCode: string },
  own: Answers = {},
): Answers {
  const sampled = Object.fromEntries(
    fieldsOf(form)
      .filter((field) => !asksFiles(field) && !kindOf(field.type).asksNothing)
      .map((field) => [field.id, kindOf(field.type).sample(field, areaCode)]),
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
  const counted = fieldsOf(form).filter(({ type, data }) => kindOf(type).counted && data === undefined)
  return Object.fromEntries(counted.flatMap(({ id }) => (id in answers ? [[id, answers[id] ?? '']] : [])))
}
