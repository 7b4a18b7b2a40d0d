// Reads the answers of the fields on the page: what would be posted, as the server reads it (src/forms/fields/read.ts).
import { type Raw, readAs } from '../src/forms/fields/read.ts'
import type { FactType } from '../src/rules/check.ts'

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const TYPED =
  'input:not([type=hidden], [type=radio]:not(:checked), [type=checkbox]:not(:checked)), select, textarea'

/** What is typed in a field, by part of its control; files that it holds count as typed. */
function typedIn(field: HTMLElement): Raw {
  const raw: Record<string, string[]> = {}
  const part = field.dataset.field?.length ?? 0
  for (const { name, value } of field.querySelectorAll<Control>(`:not(.choice[hidden] *):is(${TYPED})`))
    (raw[name.slice(part)] ??= []).push(value)
  for (const { textContent } of field.querySelectorAll('.files > li')) (raw[''] ??= []).push(textContent)
  return raw
}

/** Answers by field id; hidden fields have none. Controls with `data-fact` also give the fact of that name. */
export function answersOf(root: Element): Record<string, unknown> {
  const answers: Record<string, unknown> = {}
  for (const field of root.querySelectorAll<HTMLElement>('[data-field]')) {
    if (field.closest('[hidden]')) continue
    answers[field.dataset.field ?? ''] = readAs((field.dataset.reads ?? 'text') as FactType, typedIn(field))
    for (const { dataset, value } of field.querySelectorAll<Control>('[data-fact]'))
      if (dataset.fact && value) answers[dataset.fact] = value
  }
  return answers
}
