// The form in our engine: what was posted is read, judged, and the pages that it shows are found.
import type { Condition } from '#rules'
import { askedFields, type Field, type FormDefinition, reachablePages, validate } from '#forms'
import type { Engine } from './engines.ts'
import { CHOICES, type Compared, LONGEST, MOST, PAGE, type Question, questions } from './same.ts'

const compared = (one: Compared): Condition =>
  'is' in one ? { op: 'is', of: one.of, value: one.is } : { op: 'atLeast', of: one.of, value: one.atLeast }

const TYPES: Readonly<Record<Question['kind'], object>> = {
  text: { type: 'short-text', maxLength: LONGEST },
  number: { type: 'integer', least: 0, most: MOST },
  choice: { type: 'single-choice', choices: CHOICES.map((value) => ({ value, label: value })) },
  yesNo: { type: 'yes-no' },
}

const field = ({ id, kind, rule }: Question): Field =>
  ({
    id,
    label: id,
    ...TYPES[kind],
    ...(rule && { showIf: { op: rule.all ? 'all' : 'any', conditions: rule.of.map(compared) } }),
  }) as Field

export const form: FormDefinition = {
  id: 'banc',
  title: 'Banc',
  processing: 'demandes',
  pages: Array.from({ length: questions.length / PAGE }, (_, page) => ({
    id: `p${page}`,
    title: `Page ${page + 1}`,
    fields: questions.slice(page * PAGE, (page + 1) * PAGE).map(field),
  })),
}

const typed = (value: unknown): string => (value === true ? 'oui' : value === false ? 'non' : String(value))

export const ours: Engine = {
  name: 'Parvis',
  open: () => (answers) => {
    const raw = Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, { '': typed(value) }]))
    const judged = validate(form, form.pages, raw, {}, { today: '2026-11-29', area: () => undefined })
    const pages = reachablePages(form, judged.answers)
    const shown = askedFields(form, judged.answers).size
    return { shown: pages.length === 0 ? 0 : shown, wrong: judged.problems.length }
  },
}
