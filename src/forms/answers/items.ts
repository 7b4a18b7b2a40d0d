// Items of a block, each a scope of its own: its questions are those of a form in which they stand in place of the block. What they read is
// the item's own answers first, then those of the form.
import { many, type Values } from '#platform/http/route.ts'
import type { Condition } from '#rules'
import type { Answers, Field, FormDefinition, FormPage } from '../definition/definition.ts'
import { asksFiles, asksItems, kindOf } from '../fields/index.ts'
import { GONE, type Item, itemKeys, itemPart, keysIn, MOST_ITEMS } from '../fields/repeated/block.ts'
import type { Raw } from '../fields/read.ts'

type RawAnswers = Record<string, Raw>

const KEY = /^[1-9]\d{0,3}$/
const GONE_KEY = /^([1-9]\d{0,3})@(\d{1,2})$/

export const questionsOf = ({ questions = [] }: Field): readonly Field[] => questions

const both = (one: Condition | undefined, other: Condition | undefined): Condition | undefined =>
  one === undefined || other === undefined ? (one ?? other) : { op: 'all', conditions: [one, other] }

const asAsked = (block: Field): Field[] =>
  questionsOf(block).map((question) => {
    const showIf = both(block.showIf, question.showIf)
    return showIf === undefined ? question : { ...question, showIf }
  })

const seen = new WeakMap<FormDefinition, Map<string, FormDefinition>>()

/** The form as an item of a block reads it: the questions of the item stand where the block does. */
export function asItem(form: FormDefinition, block: Field): FormDefinition {
  const known = seen.get(form) ?? new Map<string, FormDefinition>()
  seen.set(form, known)
  const before = known.get(block.id)
  if (before !== undefined) return before
  const own = new Set(questionsOf(block).map(({ id }) => id))
  const pages = form.pages.map((page) => ({
    ...page,
    fields: page.fields.flatMap((field) =>
      field.id === block.id ? asAsked(block) : own.has(field.id) ? [] : [field],
    ),
  }))
  const made = { ...form, pages }
  known.set(block.id, made)
  return made
}

/** The questions of an item alone, as a page of that form. */
export const itemPage = (form: FormDefinition, block: Field): FormPage => {
  const own = new Set(questionsOf(block).map(({ id }) => id))
  const fields = asItem(form, block).pages.flatMap((page) => page.fields)
  return { id: block.id, title: block.label, fields: fields.filter(({ id }) => own.has(id)) }
}

/** Answers that an item reads, its own apart: those of the form that no question of its own hides. */
export function answersAround(block: Field, answers: Answers): Answers {
  const own = new Set([block.id, ...questionsOf(block).map(({ id }) => id)])
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !own.has(id)))
}

/** The items of an answer; none where it is of another shape. */
export const itemsIn = (answer: unknown): Answers[] => (Array.isArray(answer) ? (answer as Answers[]) : [])

const partsOf = (question: Field): readonly string[] =>
  asksFiles(question) ? [''] : kindOf(question.type).parts

/** What is typed in one item, by question. */
export function itemRaw(block: Field, raw: Raw, key: string): RawAnswers {
  return Object.fromEntries(
    questionsOf(block).map((question) => {
      const before = itemPart(key) + question.id
      const typed = partsOf(question).flatMap((part) => {
        const value = raw[before + part]
        return value === undefined ? [] : [[part, value] as const]
      })
      return [question.id, Object.fromEntries(typed)]
    }),
  )
}

/** That of one item, as it is kept in its block. */
export const rawOfItem = (key: string, typed: RawAnswers): Raw =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([id, parts]) =>
      Object.entries(parts).map(([part, value]) => [itemPart(key) + id + part, value] as const),
    ),
  )

/** Is nothing of it typed, nor held? */
export const isBlank = (typed: RawAnswers): boolean =>
  Object.values(typed).every((parts) =>
    Object.values(parts).every((value) => [value].flat().every((one) => one.trim() === '')),
  )

/** Keys of the items that were taken away and may be put back, with the place of each. */
export const goneIn = (raw: Raw): { key: string; place: number }[] =>
  [raw[GONE] ?? []].flat().flatMap((one) => {
    const [, key, place] = GONE_KEY.exec(one) ?? []
    return key === undefined ? [] : [{ key, place: Number(place) }]
  })

/** Keys of every item of which something is typed, those that were taken away too. */
export const everyKey = (block: Field, raw: Raw): string[] => [
  ...itemKeys(block, raw),
  ...goneIn(raw).map(({ key }) => key),
]

const distinct = (list: readonly string[]): string[] => [...new Set(list)]

/**
 * What was posted for a block; its files stay as they were stored (`before`), and all of it where its page was not posted. What is no
 * key of an item is not read.
 */
export function blockRaw(block: Field, values: Values, before: Raw = {}): Raw {
  if (values[block.id] === undefined) return before
  const keys = distinct(many(values, block.id).filter((key) => KEY.test(key))).slice(0, MOST_ITEMS + 1)
  const gone = distinct(many(values, block.id + GONE).filter((one) => GONE_KEY.test(one)))
    .filter((one) => !keys.includes(one.split('@')[0] ?? ''))
    .slice(-MOST_ITEMS)
  const raw: Record<string, string | string[]> = { '': keys, ...(gone.length > 0 && { [GONE]: gone }) }
  for (const key of [...keys, ...gone.map((one) => one.split('@')[0] ?? '')])
    for (const question of questionsOf(block))
      for (const part of partsOf(question)) {
        const name = itemPart(key) + question.id + part
        const value = asksFiles(question) ? before[name] : values[block.id + name]
        if (value !== undefined) raw[name] = value
      }
  return raw
}

/** What is typed without what was taken away: it is not put back any more. */
export function withoutGone(fields: readonly Field[], raw: RawAnswers): RawAnswers {
  const blocks = fields.filter((field) => asksItems(field) && raw[field.id]?.[GONE] !== undefined)
  const settled = blocks.map((block) => {
    const typed = raw[block.id] ?? {}
    const keys = keysIn(typed) ?? []
    const items = keys.map((key) => rawOfItem(key, itemRaw(block, typed, key)))
    return [block.id, Object.assign({ '': keys }, ...items) as Raw] as const
  })
  return { ...raw, ...Object.fromEntries(settled) }
}

/** What the controls show for the items of an answer. */
export function rawOfItems(block: Field, items: readonly (Answers | Item)[]): Raw {
  const raw: Record<string, string | string[]> = { '': items.map((_, at) => String(at + 1)) }
  for (const [at, item] of items.entries())
    for (const question of questionsOf(block)) {
      const answer = (item as Answers)[question.id]
      if (answer === undefined) continue
      const typed = { [question.id]: kindOf(question.type).rawOf(answer, question) }
      Object.assign(raw, rawOfItem(String(at + 1), typed))
    }
  return raw
}
