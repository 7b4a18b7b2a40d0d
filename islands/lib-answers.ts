// Reads the answers of the fields on the page: what would be posted, as the server reads it (src/forms/fields/read.ts).
import { type Raw, readAs } from '../src/forms/fields/read.ts'
import { computedWords, type Written } from '../src/forms/fields/numbers/computed-words.ts'
import type { FactType } from '../src/rules/check.ts'
import { cellsFact, compute, type Formula } from '../src/rules/compute.ts'

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const TYPED =
  'input:not([type=hidden], [type=radio]:not(:checked), [type=checkbox]:not(:checked)), select, textarea'

/** The item of a block that a field belongs to, which is a scope of its own; null: that of the form. */
export const scopeOf = (element: Element): HTMLElement | null => element.closest<HTMLElement>('[data-scope]')

/** What is typed in a field, by part of its control; files that it holds count as typed. */
function typedIn(field: HTMLElement): Raw {
  const raw: Record<string, string[]> = {}
  const part = field.dataset.field?.length ?? 0
  for (const { name, value } of field.querySelectorAll<Control>(`:not(.choice[hidden] *):is(${TYPED})`))
    (raw[name.slice(part)] ??= []).push(value)
  for (const { textContent } of field.querySelectorAll('.files > li')) (raw[''] ??= []).push(textContent)
  return raw
}

/** Fields of that scope, an item or the form. */
function* fieldsOf(root: Element): Iterable<[id: string, field: HTMLElement]> {
  const scope = scopeOf(root)
  const before = scope?.dataset.scope?.length ?? 0
  for (const field of root.querySelectorAll<HTMLElement>('[data-field]'))
    if (scopeOf(field) === scope) yield [(field.dataset.field ?? '').slice(before), field]
}

/** Answers by field id; hidden fields have none. Controls with `data-fact` also give the fact of that name. */
export function answersOf(root: Element): Record<string, unknown> {
  const answers: Record<string, unknown> = {}
  for (const [id, field] of fieldsOf(root)) {
    if (field.closest('[hidden]')) continue
    if (field.dataset.computes) continue
    const raw = typedIn(field)
    answers[id] = readAs((field.dataset.reads ?? 'text') as FactType, raw)
    if (field.querySelector('.typed-rows')) answers[cellsFact(id)] = raw['']
    for (const control of field.querySelectorAll<Control>('[data-fact]'))
      if (control.dataset.fact && control.value && scopeOf(control) === scopeOf(field))
        answers[control.dataset.fact] = control.value
  }
  return answers
}

/** What an item reads: its own answers first, those of the form where it asks nothing of that name. */
export function answersIn(item: Element, around: Record<string, unknown>): Record<string, unknown> {
  const read = { ...around }
  for (const [id] of fieldsOf(item)) delete read[id]
  return withWorked(item, { ...read, ...answersOf(item) })
}

/** Answers with what is known beside, and what the page works out. */
export const factsOf = (root: Element, known: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  withWorked(root, { ...known, ...answersOf(root) })

/** The same with what that scope works out, which is shown there: in the order of what each reads. */
function withWorked(root: Element, facts: Record<string, unknown>): Record<string, unknown> {
  const worked = [...fieldsOf(root)].filter(
    ([, field]) => field.dataset.computes !== undefined && !field.closest('[hidden]'),
  )
  for (let turn = 0; turn <= worked.length; turn += 1) {
    let isSettled = true
    for (const [name, field] of worked) {
      const { computes = 'null', written = '{}' } = field.dataset
      const formula = JSON.parse(computes) as Formula | null
      const as = JSON.parse(written) as Written
      if (formula === null) continue
      const made = compute(formula, facts, as.digits)
      const value = 'value' in made ? made.value : undefined
      if (facts[name] !== value) isSettled = false
      facts[name] = value
      const words = computedWords(made, as)
      const output = field.querySelector('output')
      if (output && output.textContent !== words) output.textContent = words
    }
    if (isSettled) break
  }
  return facts
}
