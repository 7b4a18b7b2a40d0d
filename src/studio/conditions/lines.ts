// A condition as lines chosen from lists: all of them, or one at least. What no line says is kept whole, as a line of its own. Pure.
import type { Field as Question, FormDefinition } from '#forms'
import { kindOf, labelsOf } from '#forms'
import type { Choice } from '#platform/screens/field.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import { type Comparison, type Condition, conditionSentence } from '#rules'
import { placedIn } from '../written/elements.ts'

/** One line: what is compared and how, with the value typed where the list has none. */
export interface Line {
  what: string
  value: string
}

export interface Lines {
  link: 'all' | 'any'
  lines: Line[]
}

const KEPT = 'garde:'
const MOST_LISTED = 40

type Op = Comparison['op'] | 'isNot'

/** « d’une question : est », with the value to type. */
const TYPED: Readonly<Record<string, readonly (readonly [Op, string])[]>> = {
  number: [
    ['is', 'est le nombre…'],
    ['atLeast', 'vaut au moins…'],
    ['atMost', 'vaut au plus…'],
  ],
  date: [
    ['is', 'est le jour…'],
    ['onOrAfter', 'n’est pas avant le…'],
    ['onOrBefore', 'n’est pas après le…'],
  ],
  text: [
    ['is', 'est le texte…'],
    ['matches', 'ressemble à… (* pour n’importe quoi)'],
  ],
}

const ALWAYS: readonly (readonly [Op, string])[] = [
  ['answered', 'a une réponse'],
  ['empty', 'n’a pas de réponse'],
]

const code = (op: string, of: string, value?: unknown): string =>
  [op, of, ...(value === undefined ? [] : [JSON.stringify(value)])].join(':')

function valuesOf({ type, choices = [] }: Question): readonly (readonly [unknown, string])[] {
  const { fact } = kindOf(type)
  if (fact === 'yes-no')
    return [
      [true, 'oui'],
      [false, 'non'],
    ]
  return fact === 'choice' || fact === 'choices'
    ? choices.slice(0, MOST_LISTED).map(({ value, label }) => [value, label] as const)
    : []
}

/** What may be compared, in the order of the form; each question is the group of its lines. */
function offered(form: FormDefinition, of: string, communes: readonly Choice[]): Choice[] {
  const own = placedIn(form)
    .filter(({ field }) => field.id !== of)
    .flatMap(({ field, number }): Choice[] => {
      const group = `${number}. ${field.label}`
      const { fact } = kindOf(field.type)
      const line = (op: string, words: string, value?: unknown): Choice => [
        code(op, field.id, value),
        `${group} ${words}`,
        group,
      ]
      const values = valuesOf(field).flatMap(([value, label]) =>
        fact === 'choices'
          ? [line('includes', `comprend «\u00a0${label}\u00a0»`, value)]
          : [
              line('is', `est «\u00a0${label}\u00a0»`, value),
              ...(fact === 'choice' ? [line('isNot', `n’est pas «\u00a0${label}\u00a0»`, value)] : []),
            ],
      )
      const typed = (TYPED[fact] ?? []).map(([op, words]) => line(op, words))
      return [...values, ...typed, ...ALWAYS.map(([op, words]) => line(op, words))]
    })
  const towns = communes.map(
    ([value, label]): Choice => [
      code('is', 'commune', value),
      `La commune est ${label}`,
      'La commune du lieu',
    ],
  )
  return [...own, ...towns]
}

/** The choices of a line: those offered, and what this condition keeps whole. */
export function lineChoices(
  form: FormDefinition,
  of: string,
  condition: Condition | undefined,
  communes: readonly Choice[],
): Choice[] {
  const { lines } = linesOf(condition)
  const kept = lines.flatMap(({ what }): Choice[] =>
    what.startsWith(KEPT)
      ? [
          [
            what,
            `Gardé\u00a0: ${conditionSentence(JSON.parse(what.slice(KEPT.length)) as Condition, labelsOf(form))}`,
            'Ce que ces listes ne disent pas',
          ],
        ]
      : [],
  )
  return [['', 'Aucune condition sur cette ligne'], ...offered(form, of, communes), ...kept]
}

const isTyped = ({ op }: Comparison): boolean =>
  ['atLeast', 'atMost', 'onOrAfter', 'onOrBefore', 'matches'].includes(op)

function lineOf(condition: Condition, textual: (of: string) => boolean): Line {
  const kept = { what: KEPT + canonicalJson(condition), value: '' }
  if (!('of' in condition)) return kept
  if (condition.op === 'answered' || condition.op === 'empty')
    return { what: code(condition.op, condition.of), value: '' }
  if (condition.op === 'in' || condition.op === 'notIn') return kept
  return isTyped(condition) || (condition.op === 'is' && textual(condition.of))
    ? { what: code(condition.op, condition.of), value: String(condition.value) }
    : { what: code(condition.op, condition.of, condition.value), value: '' }
}

/** A condition as the form shows it. */
export function linesOf(condition: Condition | undefined, form?: FormDefinition): Lines {
  if (condition === undefined) return { link: 'all', lines: [] }
  const textual = (of: string): boolean => {
    const field = form?.pages.flatMap(({ fields }) => fields).find(({ id }) => id === of)
    return field !== undefined && Object.hasOwn(TYPED, kindOf(field.type).fact)
  }
  if (condition.op === 'all' || condition.op === 'any')
    return { link: condition.op, lines: condition.conditions.map((one) => lineOf(one, textual)) }
  return { link: 'all', lines: [lineOf(condition, textual)] }
}

/** Why a line says nothing; null: it does. */
export type Wrong = 'value' | 'line'

function conditionOfLine({ what, value }: Line, form: FormDefinition): Condition | Wrong {
  if (what.startsWith(KEPT)) return JSON.parse(what.slice(KEPT.length)) as Condition
  const [op = '', of = '', ...rest] = what.split(':')
  if (op === 'answered' || op === 'empty') return { op, of }
  if (rest.length > 0) return { op, of, value: JSON.parse(rest.join(':')) as never } as Condition
  const field = form.pages.flatMap(({ fields }) => fields).find(({ id }) => id === of)
  if (field === undefined) return 'line'
  const { fact } = kindOf(field.type)
  const typed = value.trim()
  if (typed === '') return 'value'
  if (fact === 'number') {
    const number = Number(typed.replace(/\s/g, '').replace(',', '.'))
    return Number.isFinite(number) ? ({ op, of, value: number } as Condition) : 'value'
  }
  if (fact === 'date') {
    const day = typed.replace(
      /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/,
      (_, date: string, month: string, year: string) =>
        `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`,
    )
    return /^\d{4}-\d\d-\d\d$/.test(day) ? ({ op, of, value: day } as Condition) : 'value'
  }
  return { op, of, value: typed } as Condition
}

/** The condition that the lines say; null: none; or what is wrong, by line. */
export function conditionOf(
  { link, lines }: Lines,
  form: FormDefinition,
): { condition: Condition | null } | { wrong: Map<number, Wrong> } {
  const wrong = new Map<number, Wrong>()
  const conditions: Condition[] = []
  for (const [at, line] of lines.entries()) {
    if (line.what === '') continue
    const made = conditionOfLine(line, form)
    if (typeof made === 'string') wrong.set(at, made)
    else conditions.push(made)
  }
  if (wrong.size > 0) return { wrong }
  const [first, ...others] = conditions
  if (first === undefined) return { condition: null }
  return { condition: others.length === 0 ? first : { op: link, conditions } }
}
