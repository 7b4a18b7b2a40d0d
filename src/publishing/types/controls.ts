// Questions of forms as administration asks them: one control, judged by the type of the question.
import { type Answer, type Field as Question, kindOf, rowsOf } from '#forms'
import type { Choice, Control } from '#platform/screens/field.ts'

const offered = ({ choices = [] }: Question): Choice[] => choices.map(({ value, label }) => [value, label])
const none: Choice = ['', 'Choisissez']

/** Types whose answer fits in one control. */
const CONTROLS: Readonly<Record<string, (question: Question) => Control>> = {
  'short-text': () => 'line',
  'long-text': () => 'text',
  'single-choice': (question) => ({ list: [none, ...offered(question)] }),
  'multiple-choice': (question) => ({ several: offered(question) }),
  'yes-no': () => ({
    list: [none, ['oui', 'Oui'], ['non', 'Non']],
  }),
  date: () => 'day',
  time: () => 'line',
  number: () => 'line',
  integer: () => 'line',
  decimal: () => 'line',
  money: () => 'line',
  'formatted-text': () => 'line',
  siret: () => 'line',
  siren: () => 'line',
  email: () => 'email',
  phone: () => 'line',
  'web-address': () => 'url',
  rows: (question) => ({ rows: rowsOf(question) }),
}

export const isAsked = ({ type }: Question): boolean => Object.hasOwn(CONTROLS, type)

/** @throws when contents never ask it: types of contents are judged before they are published */
export function controlFor(question: Question): Control {
  const control = CONTROLS[question.type]
  if (control === undefined) throw new Error(`contents ask no ${question.type}`)
  return control(question)
}

/** What was typed in that control, as the type of the question reads it. */
export const rawFor = (question: Question, typed: string | string[]) =>
  question.type === 'date' && typeof typed === 'string' && /^\d{4}-\d\d-\d\d$/.test(typed)
    ? kindOf('date').rawOf(typed, question)
    : { '': typed }

/** What the control shows for an answer. */
export function typedFor(question: Question, answer: Answer): string | string[] {
  if (question.type === 'date') return String(answer)
  return kindOf(question.type).rawOf(answer, question)[''] ?? ''
}
