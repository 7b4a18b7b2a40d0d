// Reads a condition back as a French sentence, for whoever edits it and for whoever asks why.
import type { Against, Comparison, Condition, TimeUnit, Value } from './condition.ts'

/** How a fact is called, and how its choices are. */
export interface FactLabel {
  label: string
  choices?: Readonly<Record<string, string>>
  /** Its answer is a day: one is before or after another. */
  isDay?: true
}

/** Where labels say what a condition of that name is called: no fact has that name. */
export const namedLabel = (name: string): string => `@${name}`

/** Labels by fact name. A fact without a label is read under its own name. */
export type FactLabels = Readonly<Record<string, FactLabel>>

const dayInFull = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })

/** The condition in French, starting with "si": « si « Où est-ce ? » est « Dans un parc » et … ». No full stop. */
export function conditionSentence(condition: Condition, labels: FactLabels): string {
  if (isGroup(condition) && condition.conditions.length === 0) {
    return condition.op === 'all' ? 'dans tous les cas' : 'jamais'
  }
  const text = clause(condition, labels)
  return text.startsWith('il ') ? `s’${text}` : `si ${text}`
}

type Group = Extract<Condition, { op: 'all' | 'any' }>

function isGroup(condition: Condition): condition is Group {
  return condition.op === 'all' || condition.op === 'any'
}

function clause(condition: Condition, labels: FactLabels): string {
  if (isGroup(condition)) return groupClause(condition, labels)
  if (condition.op === 'named') return `la condition ${nameOf(condition.name, labels)} est remplie`
  if (condition.op === 'not') {
    const { condition: one } = condition
    return one.op === 'named'
      ? `la condition ${nameOf(one.name, labels)} n’est pas remplie`
      : `il n’est pas vrai que ${nested(one, labels)}`
  }
  return `${quote(labelOf(condition.of, labels)?.label ?? condition.of)} ${predicate(condition, labels)}`
}

const nameOf = (name: string, labels: FactLabels): string =>
  quote(labelOf(namedLabel(name), labels)?.label ?? name)

function groupClause(group: Group, labels: FactLabels): string {
  if (group.conditions.length === 0) return group.op === 'all' ? 'rien n’est demandé' : 'l’impossible arrive'
  const parts = group.conditions.map((one) => nested(one, labels, group.op))
  return parts.join(group.op === 'all' ? ' et ' : ' ou ')
}

// Parentheses only where "et" and "ou" would mix, or under a negation.
function nested(condition: Condition, labels: FactLabels, around?: Group['op']): string {
  const text = clause(condition, labels)
  const needed = isGroup(condition) && condition.op !== around && condition.conditions.length > 1
  return needed ? `(${text})` : text
}

function predicate(one: Comparison, labels: FactLabels): string {
  const read = (value: Value) => readValue(value, labelOf(one.of, labels))
  switch (one.op) {
    case 'answered':
      return 'a une réponse'
    case 'empty':
      return 'n’a pas de réponse'
    case 'is':
      return `est ${read(one.value)}`
    case 'isNot':
      return `n’est pas ${read(one.value)}`
    case 'in':
      return `est ${listOf(one.values.map(read))}`
    case 'notIn':
      return `n’est ni ${one.values.map(read).join(' ni ')}`
    case 'includes':
      return `comprend ${read(one.value)}`
    case 'atLeast':
      return `vaut au moins ${read(one.value)}`
    case 'atMost':
      return `vaut au plus ${read(one.value)}`
    case 'onOrAfter':
      return `n’est pas avant le ${day(one.value)}`
    case 'onOrBefore':
      return `n’est pas après le ${day(one.value)}`
    case 'matches':
      return `ressemble à ${quote(one.value)}`
    case 'against': {
      const other = labelOf(one.other, labels)
      return `${AGAINST[one.how][other?.isDay === true ? 1 : 0]} ${quote(other?.label ?? one.other)}`
    }
    case 'agoAtLeast':
    case 'agoAtMost':
      return agoWords(one.value, one.unit, one.op === 'agoAtLeast')
  }
}

const AGAINST: Readonly<Record<Against, readonly [string, string]>> = {
  is: ['est comme', 'est comme'],
  isNot: ['n’est pas comme', 'n’est pas comme'],
  atLeast: ['vaut au moins autant que', 'n’est pas avant'],
  atMost: ['vaut au plus autant que', 'n’est pas après'],
}

const UNITS: Readonly<Record<TimeUnit, readonly [string, string]>> = {
  years: ['an', 'ans'],
  months: ['mois', 'mois'],
  days: ['jour', 'jours'],
}

/** « remonte à 18 ans au moins », « est dans 10 jours au plus » */
function agoWords(value: number, unit: TimeUnit, isLeast: boolean): string {
  const count = Math.abs(value)
  const time = `${count}\u00a0${UNITS[unit][count > 1 ? 1 : 0]}`
  return value < 0
    ? `est dans ${time} au ${isLeast ? 'plus' : 'moins'}`
    : `remonte à ${time} au ${isLeast ? 'moins' : 'plus'}`
}

function labelOf(name: string, labels: FactLabels): FactLabel | undefined {
  return Object.hasOwn(labels, name) ? labels[name] : undefined
}

function readValue(value: Value, label: FactLabel | undefined): string {
  if (typeof value === 'boolean') return quote(value ? 'oui' : 'non')
  if (typeof value === 'number') return value.toLocaleString('fr-FR')
  const choices = label?.choices
  if (choices !== undefined && Object.hasOwn(choices, value)) return quote(choices[value] ?? value)
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? `le ${day(value)}` : quote(value)
}

function listOf(texts: readonly string[]): string {
  if (texts.length < 2) return texts[0] ?? 'parmi aucun choix'
  return `${texts.slice(0, -1).join(', ')} ou ${texts.at(-1)}`
}

// A day and its month are kept on one line; a text that is no date is shown as it stands.
function day(text: string): string {
  const date = new Date(`${text}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return text
  return dayInFull.format(date).replace(/^1 /, '1er ').replace(' ', '\u00a0')
}

function quote(text: string): string {
  return `«\u00a0${text}\u00a0»`
}
