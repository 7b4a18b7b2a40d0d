// What is shown among questions and asks nothing: no answer, nothing missing, nothing collected.
import type { Field } from '../../definition/definition.ts'
import type { Showing } from '../kind.ts'

export const NOTHING = {
  fact: 'other',
  asksNothing: true,
  parts: [],
  judge: () => ({ empty: true as const }),
  missing: () => '',
  rawOf: () => ({}),
  summary: () => '',
  sample(): never {
    throw new Error('nothing is asked')
  },
} as const

/** Shown under its condition, as questions are. */
export const shownFrame = ({ id, showIf }: Field, { hidden }: Showing) => ({
  class: 'shown',
  hidden,
  'data-field': id,
  'data-reads': 'other',
  'data-condition': showIf === undefined ? undefined : JSON.stringify(showIf),
})
