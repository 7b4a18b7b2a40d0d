// A number or a code that has a shape, said by the author of the form, with what is said of one that has not.
import { z } from 'zod'
import { textInput } from '#platform/ui/fields.ts'
import { quoted, typo } from '#platform/ui/french.ts'
import type { Field } from '../../definition/definition.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'
import { exampleOf, match, readPattern } from './pattern.ts'
import { SAYS } from '../words.ts'

interface Options {
  /** Its shape (pattern.ts): « W999999999 ». */
  pattern?: string
  /** What is said of one that has not that shape: what it looks like, where it is found. */
  wrong?: string
}

const signsOf = ({ pattern = '' }: Options) => {
  const read = readPattern(pattern)
  return 'signs' in read ? read.signs : []
}

function faults({ id, pattern, wrong }: Field & Options): string[] {
  const question = `La question ${quoted(id)}`
  if (pattern === undefined) return [`${question} doit dire la forme de ce qu’elle demande.`]
  const read = readPattern(pattern)
  return [
    ...('fault' in read ? [`${question} a une forme qui ne se lit pas\u00a0: ${read.fault}.`] : []),
    ...(wrong === undefined ? [`${question} doit dire ce qu’on lit quand la forme n’est pas la bonne.`] : []),
  ]
}

export const formattedText = fieldKind<string, Options>({
  type: 'formatted-text',
  fact: 'text',
  options: {
    pattern: { shape: z.string().min(1).max(80), one: 'la forme demandée', isNeeded: true },
    wrong: {
      shape: z.string().min(10).max(200),
      one: 'ce qu’on lit d’une autre forme',
      isNeeded: true,
      texts: [''],
    },
  },
  faults,
  judge(field, raw) {
    const typed = text(raw)
    if (typed === '') return { empty: true }
    const answer = match(signsOf(field), typed)
    return answer === null ? { problem: typo(field.wrong ?? SAYS.otherShape()) } : { answer }
  },
  missing: (field) => SAYS.answer(asked(field)),
  control: (field, raw, showing) =>
    textInput({
      ...common(field, showing),
      value: text(raw),
      medium: true,
      autocomplete: field.autocomplete ?? 'off',
      spellcheck: false,
    }),
  sample: (field) => exampleOf(signsOf(field)),
})
