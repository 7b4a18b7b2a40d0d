// A setting: something a town hall chooses on screen. Its module declares it in one place; where it is kept, inherited and changed
// is written once (src/settings).
import type { Read } from '../db/db.ts'
import type { Html } from '../html.ts'
import type { Field } from '../screens/field.ts'

/** From the widest to the narrowest: the narrowest that says something wins. */
export const LEVELS = ['metropolis', 'commune', 'unit', 'service'] as const
export type Level = (typeof LEVELS)[number]

/** Where something is chosen: an authority, one of its units, or one service as that authority offers it. */
export interface Scope {
  authorityId: number
  unitId: number | null
  serviceSlug: string | null
}

/** A word of a text that is replaced: as it is typed, what it becomes, an example. */
export interface Token {
  readonly typed: string
  readonly meaning: string
  readonly sample: string
}

/** A text with words that are replaced, at one place. */
export interface Worded<T> {
  readonly tokens: readonly Token[]
  /** As it will be read there, with the examples. */
  preview(value: T): Html
}

export interface Setting<T = unknown> extends Field<T> {
  /** `module.name`: also its address. */
  readonly key: string
  /** What it changes, for whoever chooses, in a sentence. */
  readonly hint: string
  /** Where it may be chosen. */
  readonly levels: readonly Level[]
  /** How it is chosen: a line, a text of several lines, or one of these. */
  readonly control: 'line' | 'text' | readonly (readonly [typed: string, label: string])[]
  /** When nobody has chosen: as it would be typed. */
  readonly otherwise: string
  /** What the metropolis says there by other means than a setting, as it would be typed; null where there is nothing to say otherwise. */
  readonly inherited?: (tx: Read, where: Scope) => Promise<string | null>
  /** Why that is not chosen there today, beside what else is: null gives it back to what is inherited. Absent: whatever `type` reads. */
  readonly refuse?: (tx: Read, where: Scope, typed: string | null) => Promise<string | null>
  /** What else that chooses there, so that both still go together. */
  readonly alongside?: (
    tx: Read,
    where: Scope,
    typed: string | null,
  ) => Promise<readonly (readonly [setting: Setting, typed: string])[]>
  /** It is a text with words that are replaced: its screen lists them, and shows it as it will be read. */
  readonly worded?: (tx: Read, where: Scope) => Promise<Worded<T>>
}

/** Whoever writes an authority’s contents chooses its texts too (as the policies of `settings.value`, 000560). */
export const isText = ({ key }: Pick<Setting, 'key'>): boolean => /^\w+\.text_/.test(key)

/** What is typed as people read it: the label of a choice, the text itself. */
export const shownOf = ({ control }: Pick<Setting, 'control'>, typed: string): string =>
  typeof control === 'string' ? typed : (control.find(([value]) => value === typed)?.[1] ?? typed)

/** Says a setting with the type of its value, so that its readers know it. */
export const setting = <T>(declared: Setting<T>): Setting<T> => declared
