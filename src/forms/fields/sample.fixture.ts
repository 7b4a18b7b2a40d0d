// A question of any type, as tests ask it, with what judging and showing it need.
import { height } from '#test/tides/height.ts'
import { offer } from '#lists'
import type { Area } from '#territory'
import type { Field } from '../definition/definition.ts'
import { OFFERED } from './fed/feed.ts'
import { fieldKinds, kindOf } from './index.ts'
import type { FieldKind, Judged, Judging, Showing } from './kind.ts'
import type { Raw } from './read.ts'

/** Those of Parvis that ask something, and one that it does not know; blocks ask by the others (answers/items.test.ts). */
export const triedKinds: readonly FieldKind[] = [
  ...fieldKinds.filter(({ asksNothing, holdsItems }) => !asksNothing && !holdsItems),
  height,
]

export const bron: Area = {
  code: '69029',
  kind: 'commune',
  name: 'Bron',
  authorityId: 2,
  postcodes: ['69500'],
  population: 1,
  aliases: [],
  hasContour: false,
}

export const area = (code: string): Area | undefined => (code === bron.code ? bron : undefined)

export const judging: Judging = { today: '2026-11-23', area }

export const showing: Showing = {
  areas: [bron],
  map: null,
  assets: { url: (name) => `/assets/${name}`, islands: new Set() },
  upload: undefined,
  elsewhere: false,
  origin: undefined,
  problem: undefined,
  part: undefined,
  optional: false,
  hidden: false,
  focused: false,
}

const choices = [
  { value: 'a', label: 'Un' },
  { value: 'b', label: 'Deux', hint: 'le second' },
]

/** Who does what. */
const rows = {
  one: 'étape',
  isFeminine: true,
  most: 4,
  columns: [
    { id: 'who', label: 'Qui' },
    { id: 'does', label: 'Fait quoi', long: true, maxLength: 40 },
    { id: 'delay', label: 'Délai', optional: true },
  ],
}

/** What a question of some types must say to be one. */
const WANTED: Readonly<Record<string, Record<string | symbol, unknown>>> = {
  matrix: { choices, lines: ['La cantine', 'Le parc'] },
  rows: { rows },
  consent: { sentence: 'Je garderai ce vélo trois ans.' },
  'co-signatory': { sentence: 'Je certifie que ces réponses sont exactes.', signsAs: 'la trésorière' },
  signature: { sentence: 'Je certifie que ces réponses sont exactes.' },
  'linked-list': {
    families: [
      { label: 'Bois', choices: [{ value: 'a', label: 'Chêne' }] },
      { label: 'Métal', choices: [{ value: 'b', label: 'Acier' }] },
    ],
  },
  'choice-from': {
    list: 'essai',
    [OFFERED]: offer({ id: 'essai', title: 'Essai' }, [
      { value: 'a', label: 'École des Lilas' },
      { value: 'b', label: 'École du Port' },
    ]),
  },
  'formatted-text': { pattern: 'W999999999', wrong: 'Ce numéro commence par W, puis neuf chiffres.' },
}

/** A question of that type; one that proposes answers proposes two, one with lines asks two. */
export const questionOf = ({ type, fact }: FieldKind, more: Record<string, unknown> = {}): Field => ({
  id: 'it',
  type,
  label: 'Question',
  ...(fact === 'choice' || fact === 'choices' ? { choices } : {}),
  ...WANTED[type],
  ...more,
})

/** Without the spaces of typography. */
export const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

/** How a type judges, what it keeps and what it says is wrong, of one control or of several. */
export function trying(type: string, always: Record<string, unknown> = {}) {
  const kind = kindOf(type)
  const rawOf = (typed: string | Raw): Raw => (typeof typed === 'string' ? { '': typed } : typed)
  const field = (more: Record<string, unknown>) => questionOf(kind, { ...always, ...more })
  const judge = (typed: string | Raw, more = {}): Judged => kind.judge(field(more), rawOf(typed), judging)
  return {
    judge,
    answer(typed: string | Raw, more = {}) {
      const judged = judge(typed, more)
      if ('answer' in judged) return judged.answer
      throw new Error(`${type} refuses ${JSON.stringify(typed)}: ${JSON.stringify(judged)}`)
    },
    /** What is wrong, and in which part when it says. */
    problem(typed: string | Raw, more = {}): string {
      const judged = judge(typed, more)
      if (!('problem' in judged)) throw new Error(`${type} takes ${JSON.stringify(typed)}`)
      return plain(judged.part === undefined ? judged.problem : `${judged.part}: ${judged.problem}`)
    },
    summary: (typed: string | Raw, more = {}): string => {
      const judged = judge(typed, more)
      if (!('answer' in judged)) throw new Error(`${type} refuses ${JSON.stringify(typed)}`)
      return plain([kind.summary(field(more), judged.answer, area)].flat().join('\n'))
    },
    faults: (more = {}): string[] => kind.faults(field(more)).map(plain),
  }
}
