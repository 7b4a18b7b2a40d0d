// A condition as lines chosen from lists: all of them, or one at least. What no line says is kept whole, as a line of its own. Pure.
import type { Field as Question, FormDefinition } from '#forms'
import { kindOf, labelsOf } from '#forms'
import type { Choice } from '#platform/screens/field.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import { type Condition, conditionSentence } from '#rules'
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

/** « d’une question : est », with the value to type. */
const TYPED: Readonly<Record<string, readonly (readonly [op: string, words: string])[]>> = {
  number: [
    ['is', 'est le nombre…'],
    ['atLeast', 'vaut au moins…'],
    ['atMost', 'vaut au plus…'],
    ['against.atLeast', 'vaut au moins autant que la réponse à la question n°…'],
    ['against.atMost', 'vaut au plus autant que la réponse à la question n°…'],
    ['against.is', 'est comme la réponse à la question n°…'],
  ],
  date: [
    ['is', 'est le jour…'],
    ['onOrAfter', 'n’est pas avant le…'],
    ['onOrBefore', 'n’est pas après le…'],
    ['agoAtLeast.years', 'remonte au moins à ce nombre d’années…'],
    ['agoAtMost.years', 'remonte au plus à ce nombre d’années…'],
    ['agoAtLeast.days', 'remonte au moins à ce nombre de jours…'],
    ['agoAtMost.days', 'remonte au plus à ce nombre de jours…'],
    ['inAtLeast.days', 'est au moins dans ce nombre de jours…'],
    ['inAtMost.days', 'est au plus dans ce nombre de jours…'],
    ['against.atLeast', 'n’est pas avant la réponse à la question n°…'],
    ['against.atMost', 'n’est pas après la réponse à la question n°…'],
    ['against.is', 'est comme la réponse à la question n°…'],
  ],
  text: [
    ['is', 'est le texte…'],
    ['matches', 'ressemble à… (* pour n’importe quoi)'],
  ],
}

const ALWAYS: readonly (readonly [op: string, words: string])[] = [
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
  return [...namedLines(form, of), ...own, ...towns]
}

/** Those that the form names, but the one that is being said. */
const namedLines = ({ conditions = [] }: FormDefinition, of: string): Choice[] =>
  conditions
    .filter(({ id }) => id !== of)
    .flatMap(({ id, name }): Choice[] => [
      [code('named', id), `«\u00a0${name}\u00a0» est remplie`, 'Conditions nommées'],
      [code('unnamed', id), `«\u00a0${name}\u00a0» n’est pas remplie`, 'Conditions nommées'],
    ])

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

const TYPED_OPS = ['atLeast', 'atMost', 'onOrAfter', 'onOrBefore', 'matches']
const UNITS = ['years', 'days']

function lineOf(condition: Condition, form: FormDefinition | undefined): Line {
  const kept = { what: KEPT + canonicalJson(condition), value: '' }
  if (condition.op === 'named') return { what: code('named', condition.name), value: '' }
  if (condition.op === 'not' && condition.condition.op === 'named')
    return { what: code('unnamed', condition.condition.name), value: '' }
  if (!('of' in condition)) return kept
  const { op, of } = condition
  if (op === 'answered' || op === 'empty') return { what: code(op, of), value: '' }
  if (op === 'in' || op === 'notIn') return kept
  if (op === 'against') {
    const number = form === undefined ? undefined : numberOf(form, condition.other)
    return number === undefined || condition.how === 'isNot'
      ? kept
      : { what: code(`against.${condition.how}`, of), value: String(number) }
  }
  if (op === 'agoAtLeast' || op === 'agoAtMost') return agoLine(condition) ?? kept
  return TYPED_OPS.includes(op) || (op === 'is' && isTextual(of, form))
    ? { what: code(op, of), value: String(condition.value) }
    : { what: code(op, of, condition.value), value: '' }
}

type Ago = Extract<Condition, { op: 'agoAtLeast' | 'agoAtMost' }>

function agoLine({ op, of, value, unit }: Ago): Line | null {
  if (value >= 0)
    return UNITS.includes(unit) ? { what: code(`${op}.${unit}`, of), value: String(value) } : null
  return unit === 'days'
    ? { what: code(`in${op === 'agoAtLeast' ? 'AtMost' : 'AtLeast'}.days`, of), value: String(-value) }
    : null
}

const numberOf = (form: FormDefinition, id: string): number | undefined =>
  placedIn(form).find(({ field }) => field.id === id)?.number

const isTextual = (of: string, form: FormDefinition | undefined): boolean => {
  const field = form?.pages.flatMap(({ fields }) => fields).find(({ id }) => id === of)
  return field !== undefined && Object.hasOwn(TYPED, kindOf(field.type).fact)
}

/** A condition as the form shows it. */
export function linesOf(condition: Condition | undefined, form?: FormDefinition): Lines {
  if (condition === undefined) return { link: 'all', lines: [] }
  if (condition.op === 'all' || condition.op === 'any')
    return { link: condition.op, lines: condition.conditions.map((one) => lineOf(one, form)) }
  return { link: 'all', lines: [lineOf(condition, form)] }
}

/** Why a line says nothing; null: it does. */
export type Wrong = 'value' | 'line'

/** What is compared with another answer, or with today. */
function comparedBy(op: string, of: string, typed: string, form: FormDefinition): Condition | null {
  const [what = '', how = ''] = op.split('.')
  if (!/^\d{1,3}$/.test(typed)) return null
  const number = Number(typed)
  if (what === 'against') {
    const other = placedIn(form).find((one) => one.number === number)?.field.id
    return other === undefined || other === of ? null : { op: what, of, how: how as 'is', other }
  }
  const unit = how as 'years' | 'days'
  if (what === 'agoAtLeast' || what === 'agoAtMost') return { op: what, of, value: number, unit }
  return { op: what === 'inAtMost' ? 'agoAtLeast' : 'agoAtMost', of, value: 0 - number, unit }
}

function conditionOfLine({ what, value }: Line, form: FormDefinition): Condition | Wrong {
  if (what.startsWith(KEPT)) return JSON.parse(what.slice(KEPT.length)) as Condition
  const [op = '', of = '', ...rest] = what.split(':')
  if (op === 'answered' || op === 'empty') return { op, of }
  if (op === 'named' || op === 'unnamed') {
    if (form.conditions?.some(({ id }) => id === of) !== true) return 'line'
    return op === 'named' ? { op, name: of } : { op: 'not', condition: { op: 'named', name: of } }
  }
  if (rest.length > 0) return { op, of, value: JSON.parse(rest.join(':')) as never } as Condition
  const field = form.pages.flatMap(({ fields }) => fields).find(({ id }) => id === of)
  if (field === undefined) return 'line'
  const { fact } = kindOf(field.type)
  const typed = value.trim()
  if (typed === '') return 'value'
  if (op.includes('.')) return comparedBy(op, of, typed, form) ?? 'value'
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
