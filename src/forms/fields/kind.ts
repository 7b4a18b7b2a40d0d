// What every type of field does: read what was posted, judge it, show it, sum it up. One file per type beside this one.
import type { Html } from '#platform/html.ts'
import type { Values } from '#platform/http/route.ts'
import { typo } from '#platform/ui/french.ts'
import type { AssetUrls, MapSettings } from '#platform/ui/site.ts'
import type { Area, Day } from '#territory'
import type { KnownFact } from '#rules'
import type { Answer, Field } from '../definition/definition.ts'

/** What was typed, by the part of the control: '' for a single control, `jour`, `commune`... Kept even when wrong. */
export type Raw = Readonly<Record<string, string | string[]>>

/** What judging needs to know. */
export interface Judging {
  today: Day
  area(code: string): Area | undefined
}

/** What showing needs to know. */
export interface Showing {
  areas: readonly Area[]
  map: MapSettings | null
  assets: AssetUrls
  upload: string | undefined
  /** Filled for somebody who is elsewhere. */
  elsewhere: boolean
  /** Where the value shown comes from, when the person did not type it. */
  origin: string | undefined
  /** What is wrong, a sentence each. */
  problem: readonly string[] | undefined
  /** Part of the control the problem is about. */
  part: string | undefined
  optional: boolean
  hidden: boolean
  /** Has the focus as the page opens. */
  focused: boolean
}

/** The answer, nothing (left empty), or a problem in French and the part it is about. */
export type Judged = { answer: Answer } | { empty: true } | { problem: string; part?: string }

export interface FieldKind {
  /** As forms name it. */
  type: string
  /** What a condition reads of its answer; a type that proposes answers reads those it proposes. */
  fact: KnownFact['type']
  /** Names of the controls after the field's id: '' or `-jour`. */
  parts: readonly string[]
  judge(field: Field, raw: Raw, judging: Judging): Judged
  /** Said when a required answer is missing. */
  missing(field: Field): string
  /** What the controls show for a stored answer. */
  rawOf(answer: Answer): Raw
  control(field: Field, raw: Raw, showing: Showing): Html
  /** The answer as people read it. */
  summary(field: Field, answer: Answer, area: (code: string) => Area | undefined): string | string[]
  /** A right answer: for the demonstration, tests and load. */
  sample(field: Field, areaCode: string): Answer
}

/** First text of a part, without spaces around. */
export function text(raw: Raw, part = ''): string {
  const value = raw[part]
  return ((Array.isArray(value) ? value[0] : value) ?? '').trim()
}

/** What was posted for a field, by part. */
export function rawFrom(kind: FieldKind, field: Field, values: Values): Raw {
  const raw: Record<string, string | string[]> = {}
  for (const part of kind.parts) {
    const value = values[field.id + part]
    if (value !== undefined) raw[part] = value
  }
  return raw
}

/** Options that every component of the interface kit takes. */
export function common(field: Field, { problem, optional, hidden, origin, focused }: Showing) {
  return {
    name: field.id,
    label: typo(field.label),
    hint: field.hint === undefined ? undefined : typo(field.hint),
    origin,
    optional,
    hidden,
    autofocus: focused,
    error: problem,
    type: field.type,
    condition: field.showIf,
  }
}

/** The question between « », in a sentence that stands alone in the summary of errors. */
export const asked = ({ label }: Field): string => `«\u00a0${typo(label)}\u00a0»`

/** Says by how much an answer is too long; null when it is not. */
export function tooLong(value: string, most: number): string | null {
  const over = [...value].length - most
  return over > 0
    ? `Votre réponse compte ${over} ${over === 1 ? 'caractère' : 'caractères'} de trop\u00a0: raccourcissez-la (${most} au plus).`
    : null
}
