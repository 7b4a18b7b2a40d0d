// A setting: something a town hall chooses on screen. Its module declares it in one place; where it is kept, inherited and changed
// is written once (src/settings).
import type { Field } from '../screens/field.ts'

/** From the widest to the narrowest: the narrowest that says something wins. */
export const LEVELS = ['metropolis', 'commune', 'unit', 'service'] as const
export type Level = (typeof LEVELS)[number]

export interface Setting<T = unknown> extends Field<T> {
  /** `module.name`: also its address. */
  readonly key: string
  /** What it changes, for whoever chooses, in a sentence. */
  readonly hint: string
  /** Where it may be chosen. */
  readonly levels: readonly Level[]
  /** How it is chosen: a text of several lines, or one of these. */
  readonly control: 'text' | readonly (readonly [typed: string, label: string])[]
  /** When nobody has chosen: as it would be typed. */
  readonly otherwise: string
}

/** Says a setting with the type of its value, so that its readers know it. */
export const setting = <T>(declared: Setting<T>): Setting<T> => declared
