// One question asked of several things: a line each, the same answers for all.
import { z } from 'zod'
import { attrs, html } from '#platform/html.ts'
import { fieldGroup } from '#platform/ui/fields.ts'
import { quoted, typo } from '#platform/ui/french.ts'
import type { Field } from '../../definition/definition.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'
import { SAYS } from '../words.ts'

const MOST_LINES = 12

interface Options {
  /** What is asked about, a line each; the answers proposed are its `choices`. */
  lines?: string[]
}

type Asked = Field & Options

const PARTS = Array.from({ length: MOST_LINES }, (_, at) => `-${at + 1}`)
const linesOf = ({ lines = [] }: Asked): readonly string[] => lines
const part = (at: number): string => PARTS[at] ?? ''

function line(field: Asked, at: number, chosen: string, wrong: boolean) {
  const lineId = at === 0 ? field.id : field.id + part(at)
  const cards = (field.choices ?? []).map((choice, column) => {
    const given = attrs({
      type: 'radio',
      id: column === 0 ? lineId : `${lineId}-${column + 1}`,
      name: field.id + part(at),
      value: choice.value,
      checked: choice.value === chosen,
      'aria-invalid': wrong ? 'true' : undefined,
      'aria-describedby': wrong ? `${field.id}-erreur` : undefined,
    })
    return html`<label class="choice"><input ${given}><span>${typo(choice.label)}</span></label>`
  })
  return html`<fieldset><legend>${typo(linesOf(field)[at] ?? '')}</legend><div class="choices across">${cards}</div></fieldset>`
}

/** Its answer: the value chosen for each line, in the order of the lines, '' for none. */
export const matrix = fieldKind<string[], Options>({
  type: 'matrix',
  fact: 'other',
  options: {
    lines: {
      shape: z.array(z.string().min(1).max(120)).min(1).max(MOST_LINES),
      one: 'les lignes',
      isNeeded: true,
      texts: ['*'],
    },
  },
  parts: PARTS,
  category: () => 'choices',
  counted: true,
  faults(field) {
    const question = `La question ${quoted(field.id)}`
    const sentences = []
    if (linesOf(field).length === 0) sentences.push(`${question} doit avoir au moins une ligne.`)
    if (new Set(linesOf(field)).size < linesOf(field).length)
      sentences.push(`${question} a deux lignes qui disent la même chose.`)
    if ((field.choices ?? []).length < 2) sentences.push(`${question} doit proposer au moins deux réponses.`)
    return sentences
  },
  judge(field, raw) {
    const answer = linesOf(field).map((_, at) => text(raw, part(at)))
    if (answer.every((value) => value === '')) return { empty: true }
    const known = new Set(['', ...(field.choices ?? []).map((choice) => choice.value)])
    const strange = answer.findIndex((value) => !known.has(value))
    if (strange >= 0) return { problem: SAYS.chooseKnown(), part: part(strange) }
    const left = answer.indexOf('')
    return left >= 0 && field.optional !== true
      ? {
          problem: SAYS.thatLine(typo(linesOf(field)[left] ?? '')),
          part: part(left),
        }
      : { answer }
  },
  missing: (field) => SAYS.everyLine(asked(field)),
  missingPart: part(0),
  rawOf: (answer) => Object.fromEntries(answer.map((value, at) => [part(at), value])),
  control: (field, raw, showing) =>
    fieldGroup(
      common(field, showing),
      html`<div class="stack">${linesOf(field).map((_, at) =>
        line(field, at, text(raw, part(at)), showing.problem !== undefined && showing.part === part(at)),
      )}</div>`,
    ),
  summary: (field, answer) =>
    answer.flatMap((value, at) => {
      const label = field.choices?.find((choice) => choice.value === value)?.label
      return label === undefined ? [] : [`${linesOf(field)[at] ?? ''}\u00a0: ${label}`]
    }),
  sample: (field) => linesOf(field).map(() => field.choices?.[0]?.value ?? ''),
})
