// The registry of field types.
import type { Field } from '../definition/definition.ts'
import { date } from './date.ts'
import { email } from './email.ts'
import { files } from './files.ts'
import type { FieldKind, Option } from './kind.ts'
import { location } from './location.ts'
import { longText } from './long-text.ts'
import { matrix } from './opinions/matrix.ts'
import { multipleChoice } from './multiple-choice.ts'
import { number } from './number.ts'
import { phone } from './phone.ts'
import { rankedList } from './opinions/ranked-list.ts'
import { rating } from './opinions/rating.ts'
import { rows } from './repeated/rows.ts'
import { shortText } from './short-text.ts'
import { singleChoice } from './single-choice.ts'
import { webAddressField } from './web-address.ts'
import { yesNo } from './yes-no.ts'

export const fieldKinds: readonly FieldKind[] = [
  shortText,
  longText,
  singleChoice,
  multipleChoice,
  yesNo,
  rating,
  matrix,
  rankedList,
  date,
  number,
  email,
  phone,
  webAddressField,
  location,
  files,
  rows,
]

const byType = new Map(fieldKinds.map((kind) => [kind.type, kind]))

/** @throws when the type is unknown: definitions are checked before they are published */
export function kindOf(type: string): FieldKind {
  const kind = byType.get(type)
  if (kind === undefined) throw new Error(`unknown field type ${type}`)
  return kind
}

/** Options that types bring. @throws Error when two types bring one: it is then everybody's (`Field`) */
export function optionsOf(brought: readonly FieldKind[]): Record<string, Option> {
  const owners = new Map<string, string>()
  const options: Record<string, Option> = {}
  for (const { type, options: own } of brought)
    for (const [name, option] of Object.entries(own)) {
      const owner = owners.get(name)
      if (owner !== undefined) throw new Error(`the option ${name} is claimed by ${owner} and by ${type}`)
      owners.set(name, type)
      options[name] = option
    }
  return options
}

export const fieldOptions: Readonly<Record<string, Option>> = optionsOf(fieldKinds)

export const asksFiles = ({ type }: Pick<Field, 'type'>): boolean => kindOf(type).holdsFiles
export const asksPlace = ({ type }: Pick<Field, 'type'>): boolean => kindOf(type).commune !== undefined
