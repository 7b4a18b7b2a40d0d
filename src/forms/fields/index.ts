// The registry of field types.
import type { Field } from '../definition/definition.ts'
import { date } from './days/date.ts'
import { dateRange } from './days/date-range.ts'
import { dateTime } from './days/date-time.ts'
import { time } from './days/time.ts'
import { email } from './email.ts'
import { choiceFrom } from './fed/choice-from.ts'
import { files } from './files.ts'
import { identityDocument } from './identity-document.ts'
import type { FieldKind, FileRules, Option } from './kind.ts'
import { commune } from './places/commune.ts'
import { country } from './places/country.ts'
import { linkedList } from './linked-list.ts'
import { location } from './places/location.ts'
import { postalAddress } from './places/postal-address.ts'
import { longText } from './text/long-text.ts'
import { matrix } from './opinions/matrix.ts'
import { multipleChoice } from './multiple-choice.ts'
import { computed } from './numbers/computed.ts'
import { decimal } from './numbers/decimal.ts'
import { integer } from './numbers/integer.ts'
import { money } from './numbers/money.ts'
import { number } from './numbers/number.ts'
import { phone } from './phone.ts'
import { rankedList } from './opinions/ranked-list.ts'
import { rating } from './opinions/rating.ts'
import { iban } from './registered/iban.ts'
import { plate } from './registered/plate.ts'
import { siren, siret } from './registered/siret.ts'
import { repeatedBlock } from './repeated/block.ts'
import { rows } from './repeated/rows.ts'
import { explanation } from './shown/explanation.ts'
import { heading } from './shown/heading.ts'
import { coSignatory } from './signed/co-signatory.ts'
import { signature } from './signed/signature.ts'
import { civility } from './text/civility.ts'
import { consent } from './text/consent.ts'
import { formattedText } from './text/formatted.ts'
import { person } from './text/person.ts'
import { shortText } from './text/short-text.ts'
import { singleChoice } from './single-choice.ts'
import { webAddressField } from './web-address.ts'
import { yesNo } from './yes-no.ts'

export const fieldKinds: readonly FieldKind[] = [
  shortText,
  longText,
  singleChoice,
  multipleChoice,
  linkedList,
  choiceFrom,
  yesNo,
  consent,
  rating,
  matrix,
  rankedList,
  civility,
  person,
  formattedText,
  date,
  time,
  dateTime,
  dateRange,
  number,
  integer,
  decimal,
  money,
  iban,
  siret,
  siren,
  plate,
  email,
  phone,
  webAddressField,
  location,
  postalAddress,
  commune,
  country,
  files,
  identityDocument,
  rows,
  repeatedBlock,
  heading,
  explanation,
  signature,
  coSignatory,
  computed,
]

const byType = new Map(fieldKinds.map((kind) => [kind.type, kind]))

/** @throws when the type is unknown: definitions are checked before they are published */
export function kindOf(type: string): FieldKind {
  const kind = byType.get(type)
  if (kind === undefined) throw new Error(`unknown field type ${type}`)
  return kind
}

/**
 * Options that types bring; several may bring one, declared once (days/limits.ts).
 * @throws Error when two types say one name otherwise: it is then everybody's (`Field`)
 */
export function optionsOf(brought: readonly FieldKind[]): Record<string, Option> {
  const owners = new Map<string, string>()
  const options: Record<string, Option> = {}
  for (const { type, options: own } of brought)
    for (const [name, option] of Object.entries(own)) {
      const owner = owners.get(name)
      if (options[name] === option) continue
      if (owner !== undefined) throw new Error(`the option ${name} is claimed by ${owner} and by ${type}`)
      owners.set(name, type)
      options[name] = option
    }
  return options
}

export const fieldOptions: Readonly<Record<string, Option>> = optionsOf(fieldKinds)

/** What a question of files takes; nothing, of any other. */
export const uploadRules = (field: Field): FileRules => kindOf(field.type).takes(field)

export const asksFiles = ({ type }: Pick<Field, 'type'>): boolean => kindOf(type).holdsFiles
/** Is it a block, whose items are asked questions of their own? */
export const asksItems = ({ type }: Pick<Field, 'type'>): boolean => kindOf(type).holdsItems
export const asksPlace = ({ type }: Pick<Field, 'type'>): boolean => kindOf(type).commune !== undefined
