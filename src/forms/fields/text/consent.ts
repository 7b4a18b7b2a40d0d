// A sentence to agree with, by a box that is never ticked before. What was agreed is the sentence of that version of the form.
import { attrs, html } from '#platform/html.ts'
import { controlAttributes, fieldGroup } from '#platform/ui/fields.ts'
import { quoted, typo } from '#platform/ui/french.ts'
import { z } from 'zod'
import { asked, common, fieldKind, type Option } from '../kind.ts'
import { text } from '../read.ts'
import { SAYS } from '../words.ts'

/** What is agreed, or signed: the sentence of that version of the form. */
export const SENTENCE: Option = {
  ...{ shape: z.string().min(10).max(400), one: 'la phrase acceptée ou signée' },
  ...{ isNeeded: true, texts: [''] },
}

interface Options {
  /** What is agreed, in the first person. */
  sentence?: string
}

export const consent = fieldKind<boolean, Options>({
  type: 'consent',
  fact: 'yes-no',
  options: { sentence: SENTENCE },
  category: () => 'choices',
  faults: ({ id, sentence }) =>
    sentence === undefined ? [`La question ${quoted(id)} doit dire la phrase que l’on accepte.`] : [],
  judge(_field, raw) {
    const said = text(raw)
    if (said === '') return { empty: true }
    return said === 'oui' ? { answer: true } : { problem: SAYS.tickBox() }
  },
  missing: (field) => SAYS.tickBoxOf(asked(field)),
  rawOf: () => ({ '': 'oui' }),
  control(field, raw, showing) {
    const of = common(field, showing)
    const given = attrs({
      type: 'checkbox',
      ...controlAttributes(of),
      value: 'oui',
      checked: text(raw) === 'oui',
    })
    return fieldGroup(
      of,
      html`<div class="choices"><label class="choice"><input ${given}><span>${typo(field.sentence ?? '')}</span></label></div>`,
    )
  },
  summary: (field) => SAYS.agreed(typo(field.sentence ?? '')),
  sample: () => true,
})
