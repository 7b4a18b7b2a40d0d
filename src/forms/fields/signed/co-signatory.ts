// A second person, who signs before what is answered is sent: their name, where to write to them, what they sign and as whom.
import { z } from 'zod'
import { html } from '#platform/html.ts'
import { isMailAddress } from '#platform/mail/message.ts'
import { fieldGroup } from '#platform/ui/fields.ts'
import { quoted, typo } from '#platform/ui/french.ts'
import { partInput } from '#platform/ui/parts.ts'
import { type Field, fieldsOf } from '../../definition/definition.ts'
import { asked, common, fieldKind, tooLong } from '../kind.ts'
import { text } from '../read.ts'
import { SENTENCE } from '../text/consent.ts'
import { isName } from './names.ts'
import { SAYS } from './words.ts'

const [NAME, MAIL] = ['-nom', '-mail'] as const
const LONGEST = 100

/** Who is asked to sign. */
export interface CoSignatoryAnswer {
  name: string
  email: string
}

interface Options {
  /** What they sign, in the first person. */
  sentence?: string
  /** As whom: « la trésorière ». */
  signsAs?: string
}

/** One mail box under several writings. */
export const boxOf = (email: string): string => email.toLowerCase().replace(/\+[^@]*@/, '@')

function boxIn(answer: unknown): string | undefined {
  const email = typeof answer === 'string' ? answer : (answer as { email?: unknown } | undefined)?.email
  return typeof email === 'string' ? boxOf(email) : undefined
}

export const coSignatory = fieldKind<CoSignatoryAnswer, Options>({
  type: 'co-signatory',
  fact: 'other',
  signs: true,
  invites: true,
  options: {
    sentence: SENTENCE,
    signsAs: {
      ...{ shape: z.string().min(3).max(80), one: 'en quelle qualité signe la seconde personne' },
      ...{ isNeeded: true, texts: [''] },
    },
  },
  parts: [NAME, MAIL],
  missingPart: NAME,
  category: () => 'identity',
  faults: ({ id, sentence, signsAs }) => [
    ...(sentence === undefined ? [`La question ${quoted(id)} doit dire la phrase que l’on signe.`] : []),
    ...(signsAs === undefined
      ? [
          `La question ${quoted(id)} doit dire en quelle qualité signe la seconde personne\u00a0: «\u00a0la trésorière\u00a0».`,
        ]
      : []),
  ],
  judge(_field, raw) {
    const [name, email] = [text(raw, NAME).replace(/\s+/g, ' '), text(raw, MAIL).replace(/\s/g, '')]
    if (name === '' && email === '') return { empty: true }
    if (name === '') return { problem: SAYS.theirName(), part: NAME }
    const long = tooLong(name, LONGEST)
    if (long !== null) return { problem: long, part: NAME }
    if (!isName(name)) return { problem: SAYS.theirNameInLetters(), part: NAME }
    if (!isMailAddress(email)) return { problem: SAYS.theirMail(), part: MAIL }
    return { answer: { name, email } }
  },
  beside({ id, signsAs = '' }, { email }, { form, answers }) {
    const given = (of: (field: Field) => boolean) =>
      fieldsOf(form)
        .filter(of)
        .map((field) => boxIn(answers[field.id]))
    const refused = (problem: string) => ({ problem, part: MAIL })
    if (given(({ role }) => role === 'contactEmail').includes(boxOf(email)))
      return refused(SAYS.yourOwnMail(signsAs))
    return given(({ type, id: other }) => type === 'co-signatory' && other !== id).includes(boxOf(email))
      ? refused(SAYS.mailTaken())
      : null
  },
  missing: (field) => SAYS.theirsTo(asked(field)),
  rawOf: ({ name, email }) => ({ [NAME]: name, [MAIL]: email }),
  control(field, raw, showing) {
    const of = common(field, showing)
    const part = (name: string) => ({
      ...{ of, part: name, value: text(raw, name), medium: true, autocomplete: 'off' },
      isWrong: showing.problem !== undefined && (showing.part === undefined || showing.part === name),
    })
    return fieldGroup(
      of,
      html`<div class="stack"><p>${(showing.elsewhere ? SAYS.onPaper : SAYS.byMail)(typo(field.signsAs ?? ''))}</p>
      ${partInput({ ...part(NAME), isFirst: true, label: SAYS.name(), maxlength: 150 })}${partInput({ ...part(MAIL), label: SAYS.mail(), maxlength: 254 })}</div>`,
    )
  },
  summary: (field, { name, email }) => [`${name}, ${typo(field.signsAs ?? '')}`, email],
  sample: () => ({ name: 'Paul Fourvière', email: 'paul.fourviere@courriel.example' }),
})
