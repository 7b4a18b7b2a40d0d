// The one condition language of Parvis: a typed tree, evaluated by the same code in browser and server.

/** A value a condition compares with. Dates are `YYYY-MM-DD` texts. */
export type Value = string | number | boolean

/** What a condition reads: answers by field id, and facts given by the caller. */
export type Facts = Readonly<Record<string, unknown>>

/**
 * A condition. `of` names a fact (a field id, or a name such as `commune`).
 * A fact that is absent, or empty, makes every comparison false, never an error.
 * `includes` reads a list; `matches` compares a text with a pattern where `*` stands for any characters,
 * whatever the case and the accents (never a regular expression: its cost would be the author's to choose).
 * `named` stands for a condition that has a name of its own: who evaluates puts it in its place first (named.ts).
 * `against` compares two facts of a kind; `agoAtLeast` and `agoAtMost` read how long before today a day is, in whole units,
 * less than 0 when it is to come (the fact TODAY says which day it is).
 */
export type Condition =
  | { op: 'all'; conditions: Condition[] }
  | { op: 'any'; conditions: Condition[] }
  | { op: 'not'; condition: Condition }
  | { op: 'is'; of: string; value: Value }
  | { op: 'isNot'; of: string; value: Value }
  | { op: 'in'; of: string; values: Value[] }
  | { op: 'notIn'; of: string; values: Value[] }
  | { op: 'includes'; of: string; value: Value }
  | { op: 'answered'; of: string }
  | { op: 'empty'; of: string }
  | { op: 'atLeast'; of: string; value: number }
  | { op: 'atMost'; of: string; value: number }
  | { op: 'onOrAfter'; of: string; value: string }
  | { op: 'onOrBefore'; of: string; value: string }
  | { op: 'matches'; of: string; value: string }
  | { op: 'against'; of: string; how: Against; other: string }
  | { op: 'agoAtLeast'; of: string; value: number; unit: TimeUnit }
  | { op: 'agoAtMost'; of: string; value: number; unit: TimeUnit }
  | { op: 'named'; name: string }

/** How a fact stands beside another; of days, at least is not before, at most not after. */
export type Against = 'is' | 'isNot' | 'atLeast' | 'atMost'
export type TimeUnit = 'years' | 'months' | 'days'

/** The fact that says which day it is, `YYYY-MM-DD`: no question has that name. */
export const TODAY = '@today'

/** A condition that reads one fact: the leaves of the tree. */
export type Comparison = Exclude<Condition, { op: 'all' | 'any' | 'not' | 'named' }>
