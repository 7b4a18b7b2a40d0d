// A question of any type, as tests ask it, with what judging and showing it need.
import { height } from '#test/tides/height.ts'
import type { Area } from '#territory'
import type { Field } from '../definition/definition.ts'
import { fieldKinds } from './index.ts'
import type { FieldKind, Judging, Showing } from './kind.ts'

/** Those of Parvis, and one that it does not know. */
export const triedKinds: readonly FieldKind[] = [...fieldKinds, height]

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

/** A question of that type; one that proposes answers proposes two, one with lines asks two. */
export const questionOf = ({ type, fact }: FieldKind, more: Record<string, unknown> = {}): Field => ({
  id: 'it',
  type,
  label: 'Question',
  ...(fact === 'choice' || fact === 'choices' || type === 'matrix' ? { choices } : {}),
  ...(type === 'matrix' ? { lines: ['La cantine', 'Le parc'] } : {}),
  ...(type === 'rows' ? { rows } : {}),
  ...more,
})
