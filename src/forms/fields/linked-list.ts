// One answer in a list of two levels: a family, then what is in it. One list, its families as groups: it needs no script.
import { z } from 'zod'
import { controlAttributes, field as framed, optionLine } from '#platform/ui/fields.ts'
import { findOption } from '#platform/ui/find-option.ts'
import { quoted, typo } from '#platform/ui/french.ts'
import { attrs } from '#platform/html.ts'
import type { Field } from '../definition/definition.ts'
import { asked, common, fieldKind } from './kind.ts'
import { text } from './read.ts'
import { SAYS } from './words.ts'

interface Family {
  label: string
  choices: { value: string; label: string }[]
}

interface Options {
  families?: Family[]
}

const MOST = 400
const said = z.string().min(1).max(120)
const shape: z.ZodType<Family[]> = z
  .array(
    z.strictObject({ label: said, choices: z.array(z.strictObject({ value: said, label: said })).min(1) }),
  )
  .min(2)
  .max(40)

const familiesOf = ({ families = [] }: Options): readonly Family[] => families
const choicesOf = (field: Options) => familiesOf(field).flatMap(({ choices }) => choices)

function faults({ id, ...options }: Field & Options): string[] {
  const question = `La question ${quoted(id)}`
  const values = choicesOf(options).map(({ value }) => value)
  const twice = values.find((value, at) => values.indexOf(value) < at)
  if (values.length === 0) return [`${question} doit proposer au moins deux familles de réponses.`]
  if (twice !== undefined) return [`${question} propose deux fois la valeur ${quoted(twice)}.`]
  return values.length > MOST ? [`${question} propose plus de ${MOST} réponses.`] : []
}

export const linkedList = fieldKind<string, Options>({
  type: 'linked-list',
  fact: 'text',
  linkable: [''],
  options: {
    families: {
      shape,
      one: 'les familles de réponses',
      isNeeded: true,
      texts: ['*/label', '*/choices/*/label'],
    },
  },
  category: () => 'choices',
  counted: true,
  faults,
  judge(field, raw) {
    const value = text(raw)
    if (value === '') return { empty: true }
    return choicesOf(field).some((choice) => choice.value === value)
      ? { answer: value }
      : { problem: SAYS.chooseKnown() }
  },
  missing: (field) => SAYS.chooseTo(asked(field)),
  control(field, raw, showing) {
    const of = common(field, showing)
    const chosen = text(raw)
    const groups = familiesOf(field).map(({ label, choices }) => ({
      label: typo(label),
      of: typo(label),
      options: choices.map((one) => optionLine(one.value, typo(one.label), one.value === chosen)),
    }))
    return framed(of, findOption(SAYS.findInList(), attrs(controlAttributes(of)), groups))
  },
  summary(field, answer) {
    const family = familiesOf(field).find(({ choices }) => choices.some(({ value }) => value === answer))
    const choice = family?.choices.find(({ value }) => value === answer)
    return family === undefined || choice === undefined ? answer : `${family.label}\u00a0: ${choice.label}`
  },
  sample: (field) => choicesOf(field)[0]?.value ?? '',
})
