// A value worked out from other answers: nobody types it, the server alone says it, and it is kept as it was with what is sent.
import { z } from 'zod'
import { attrs, html } from '#platform/html.ts'
import { langAttributes } from '#platform/tongue/sentences.ts'
import { quoted, typo } from '#platform/ui/french.ts'
import { type Formula, formulaFaults, formulaSchema, formulaSentence } from '#rules'
import { everyFieldOf, type Field } from '../../definition/definition.ts'
import { fieldKind } from '../kind.ts'
import { text } from '../read.ts'
import { NOTHING, shownFrame } from '../shown/nothing.ts'
import { COUNTED, type Counted } from './bounds.ts'
import { SAYS } from '../words.ts'
import { computedWords, type Written } from './computed-words.ts'

interface Options extends Counted {
  formula?: Formula
  /** An amount in euros. */
  amount?: true
  /** Digits behind the comma, at most; 2 for an amount, else 0, unless said. */
  digits?: number
}

export const writtenAs = ({ amount, digits = amount === true ? 2 : 0, unit }: Field & Options): Written => ({
  ...{ digits, isAmount: amount === true, unit },
  ...{ zero: SAYS.dividesByZero(), great: SAYS.resultTooGreat() },
})

const formulaOf = (field: Field & Options): Formula | undefined => field.formula

export const computed = fieldKind<number, Options>({
  ...NOTHING,
  type: 'computed',
  fact: 'number',
  computes: formulaOf,
  options: {
    ...COUNTED,
    formula: {
      ...{ shape: formulaSchema, one: 'le calcul', isNeeded: true, isApart: true },
      says: (formula: Formula, form) =>
        formulaSentence(formula, (id) =>
          quoted(everyFieldOf(form).find((field) => field.id === id)?.label ?? id),
        ),
    },
    amount: { shape: z.literal(true), one: 'le montant en euros' },
    digits: { shape: z.int().min(0).max(4), one: 'les chiffres gardés après la virgule' },
  },
  faults({ id, formula }) {
    const question = `Le calcul ${quoted(id)}`
    if (formula === undefined) return [`${question} ne calcule rien\u00a0: écrivez-le.`]
    return formulaFaults(formula).map((fault) => `${question}\u00a0: ${fault}`)
  },
  control(field, raw, showing) {
    const given = attrs({
      ...shownFrame(field, showing),
      ...langAttributes(),
      class: 'shown computed',
      'data-reads': 'number',
      'data-computes': JSON.stringify(field.formula ?? null),
      'data-written': JSON.stringify(writtenAs(field)),
    })
    return html`<div ${given}><p id="${field.id}"><span class="label">${typo(field.label)}</span> <output>${text(raw)}</output></p>${field.hint !== undefined && html`<p class="hint">${typo(field.hint)}</p>`}</div>`
  },
  rawOf: () => ({}),
  summary: (field, answer) => computedWords({ value: answer }, writtenAs(field)),
})
