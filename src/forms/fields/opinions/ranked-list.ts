// What is preferred, in order: a list to choose from for each place, so that a keyboard is enough.
import { z } from 'zod'
import { attrs, html } from '#platform/html.ts'
import { controlAttributes, fieldGroup, optionLine } from '#platform/ui/fields.ts'
import { typo } from '#platform/ui/french.ts'
import type { Choice, Field } from '../../definition/definition.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { texts } from '../read.ts'
import { SAYS } from '../words.ts'

interface Options {
  /** How many are ranked, at most; all of them unless said. */
  ranks?: number
}

type Ranked = Field & Options

const choicesOf = ({ choices = [] }: Field): readonly Choice[] => choices
const ranksOf = (field: Ranked): number =>
  Math.min(field.ranks ?? Number.POSITIVE_INFINITY, choicesOf(field).length)

const labelOf = (field: Field, value: string): string =>
  choicesOf(field).find((choice) => choice.value === value)?.label ?? value

function rank(field: Ranked, at: number, value: string | undefined) {
  const id = at === 0 ? field.id : `${field.id}-${at + 1}`
  const options = [
    { value: '', label: SAYS.noRank() },
    ...choicesOf(field).map((choice) => ({ value: choice.value, label: typo(choice.label) })),
  ].map((one) => optionLine(one.value, one.label, one.value === (value ?? '')))
  return { id, options }
}

export const rankedList = fieldKind<string[], Options>({
  type: 'ranked-list',
  fact: 'choices',
  options: { ranks: { shape: z.int().min(1).max(12), one: 'le nombre de places' } },
  category: () => 'choices',
  counted: true,
  // The lists bear one name: the order in which they stand is that of the answer.
  judge(field, raw) {
    const ranked = texts(raw)
    if (ranked.length === 0) return { empty: true }
    const known = new Set(choicesOf(field).map((choice) => choice.value))
    if (ranked.length > ranksOf(field) || !ranked.every((value) => known.has(value)))
      return { problem: SAYS.chooseAmong() }
    const twice = ranked.find((value, at) => ranked.indexOf(value) !== at)
    return twice === undefined
      ? { answer: ranked }
      : { problem: SAYS.rankedTwice(typo(labelOf(field, twice))) }
  },
  missing: (field) => SAYS.chooseOneTo(asked(field)),
  rawOf: (answer) => ({ '': answer }),
  control(field, raw, showing) {
    const options = common(field, showing)
    const typed = [raw[''] ?? []].flat()
    const lists = Array.from({ length: ranksOf(field) }, (_, at) => {
      const { id, options: proposed } = rank(field, at, typed[at])
      const given = attrs({ ...controlAttributes(options), class: 'input medium', id })
      return html`<div class="field"><label for="${id}">${SAYS.rank(at)}</label><select ${given}>${proposed}</select></div>`
    })
    return fieldGroup(options, html`<div class="stack">${lists}</div>`)
  },
  summary: (field, answer) => answer.map((value, at) => `${at + 1}. ${labelOf(field, value)}`),
  sample: (field) =>
    choicesOf(field)
      .slice(0, ranksOf(field))
      .map((choice) => choice.value),
})
