// A signature by one’s typed name: the sentence that is signed, the name, a box. What it was put on is sealed as the request is sent.
import { z } from 'zod'
import { html } from '#platform/html.ts'
import { fieldGroup } from '#platform/ui/fields.ts'
import { quoted, typo } from '#platform/ui/french.ts'
import { checkPart, partInput } from '#platform/ui/parts.ts'
import { asked, common, fieldKind, type Judged, tooLong } from '../kind.ts'
import { type Raw, text } from '../read.ts'
import { SENTENCE } from '../text/consent.ts'
import { isSigned, namedFor, wordsOfName } from './names.ts'
import { SAYS } from './words.ts'

const [NAME, AGREED] = ['-nom', '-accord'] as const
const LONGEST = 160

interface SignatureAnswer {
  name: string
}

interface Options {
  /** What is signed, in the first person. */
  sentence?: string
  /** Id of the question that names who signs; absent, the name of whoever asks. */
  signer?: string
}

/** Judges a typed name and its box, whoever signs. */
export function judgeSigned(raw: Raw): Judged<SignatureAnswer> {
  const name = text(raw, NAME).replace(/\s+/g, ' ')
  const agreed = text(raw, AGREED)
  if (name === '' && agreed === '') return { empty: true }
  if (name === '') return { problem: SAYS.nameToSign(), part: NAME }
  const long = tooLong(name, LONGEST)
  if (long !== null) return { problem: long, part: NAME }
  if (!/\p{L}/u.test(wordsOfName(name).join(''))) return { problem: SAYS.nameInLetters(), part: NAME }
  if (agreed !== 'oui') return { problem: SAYS.tickToSign(), part: AGREED }
  return { answer: { name } }
}

/** Said when the name is not that of whom the form names. */
export const otherName = (said: string): string => SAYS.otherName(said)

export const signature = fieldKind<SignatureAnswer, Options>({
  type: 'signature',
  fact: 'other',
  signs: true,
  options: {
    sentence: SENTENCE,
    signer: {
      shape: z.string().regex(/^[a-z][a-z0-9_]*$/, 'Écrivez l’identifiant d’une question.'),
      one: 'la question qui nomme qui signe',
    },
  },
  parts: [NAME, AGREED],
  missingPart: NAME,
  category: () => 'identity',
  faults: ({ id, sentence }) =>
    sentence === undefined ? [`La question ${quoted(id)} doit dire la phrase que l’on signe.`] : [],
  judge: (_field, raw) => judgeSigned(raw),
  beside({ signer }, { name }, { form, answers }) {
    const named = namedFor(form, signer, answers)
    return named === null || isSigned(name, named) ? null : { problem: otherName(named.said), part: NAME }
  },
  missing: (field) => SAYS.signTo(asked(field)),
  rawOf: ({ name }) => ({ [NAME]: name, [AGREED]: 'oui' }),
  control(field, raw, showing) {
    const of = common(field, showing)
    const isWrong = (part: string) =>
      showing.problem !== undefined && (showing.part === undefined || showing.part === part)
    const name = partInput({
      ...{ of, part: NAME, isFirst: true, isWrong: isWrong(NAME), value: text(raw, NAME), maxlength: 200 },
      ...{ label: SAYS.nameSigns(), medium: true, autocomplete: 'off' },
    })
    const box = checkPart({
      ...{ of, part: AGREED, isWrong: isWrong(AGREED), checked: text(raw, AGREED) === 'oui' },
      label: SAYS.iSign(),
    })
    return fieldGroup(
      of,
      html`<div class="stack"><blockquote class="signed"><p>${typo(field.sentence ?? '')}</p></blockquote>${name}${box}</div>`,
    )
  },
  summary: (field, { name }) => [SAYS.signed(name), SAYS.inQuotes(typo(field.sentence ?? ''))],
  sample: () => ({ name: 'Lucette Morandat' }),
  sampleBeside({ signer }, { name }, { form, answers }) {
    return { name: namedFor(form, signer, answers)?.said ?? name }
  },
})
