// The registry of field types.
import type { Field } from '../definition/definition.ts'
import { date } from './date.ts'
import { email } from './email.ts'
import { files } from './files.ts'
import type { FieldKind } from './kind.ts'
import { location } from './location.ts'
import { longText } from './long-text.ts'
import { multipleChoice } from './multiple-choice.ts'
import { phone } from './phone.ts'
import { shortText } from './short-text.ts'
import { singleChoice } from './single-choice.ts'
import { yesNo } from './yes-no.ts'

export const fieldKinds: readonly FieldKind[] = [
  shortText,
  longText,
  singleChoice,
  multipleChoice,
  yesNo,
  date,
  email,
  phone,
  location,
  files,
]

const byType = new Map(fieldKinds.map((kind) => [kind.type, kind]))

/** @throws when the type is unknown: definitions are checked before they are published */
export function kindOf(type: string): FieldKind {
  const kind = byType.get(type)
  if (kind === undefined) throw new Error(`unknown field type ${type}`)
  return kind
}

export const asksFiles = ({ type }: Pick<Field, 'type'>): boolean => kindOf(type).holdsFiles
export const asksPlace = ({ type }: Pick<Field, 'type'>): boolean => kindOf(type).commune !== undefined
