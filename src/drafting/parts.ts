// What is written of a definition on screen, part by part: how each is typed, read from the definition and put back. Pure.
import type { Field } from '#platform/screens/field.ts'
import { type Form, formOf } from '#platform/screens/form.ts'
import type { Territory } from '#territory'

/** As a form shows it: a text, or what is chosen among several. */
export type Typed = string | string[]

/** One part: a field of a form, and its place in the definition. `write` undefined: it is taken away. */
export interface Part<Body, Shown extends Typed = Typed> {
  readonly field: Field
  readonly at: readonly string[]
  readonly read: (body: Body) => Shown
  readonly write: (typed: unknown) => unknown
  /** Typed by names of the territory, kept by codes. */
  readonly names?: {
    readonly shown: (kept: string, place: Territory) => string
    readonly kept: (typed: string, place: Territory) => string
  }
}

/** Parts that are read and written together. */
export interface Group<Body, Shown extends Typed = Typed> {
  /** In the address. */
  readonly name: string
  readonly title: string
  readonly parts: Readonly<Record<string, Part<Body, Shown>>>
  /** Other properties that what is typed here changes, as they then read: whoever reads the draft again sees them. */
  readonly follows?: (was: Body, made: Body) => Partial<Body>
}

export const formOfGroup = <Body>({ parts }: Group<Body>): Form<Record<string, Field>> =>
  formOf(Object.fromEntries(Object.entries(parts).map(([name, one]) => [name, one.field])))

/** The group as its form shows it. */
export const typedIn = <Body, Shown extends Typed>(
  { parts }: Group<Body, Shown>,
  body: Body,
  place: Territory,
): Record<string, Shown> =>
  Object.fromEntries(
    Object.entries(parts).map(([name, { read, names }]) => {
      const kept = read(body)
      return [
        name,
        names !== undefined && typeof kept === 'string' ? (names.shown(kept, place) as Shown) : kept,
      ]
    }),
  )

/** What was typed in its form, as its parts write it. */
export const readIn = <Body>(
  { parts }: Group<Body>,
  typed: Readonly<Record<string, unknown>>,
  place: Territory,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [
      name,
      parts[name]?.names?.kept(String(value), place) ?? value,
    ]),
  )

/** What was typed one a line. */
export const linesOf = (typed: unknown): string[] =>
  String(typed)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
