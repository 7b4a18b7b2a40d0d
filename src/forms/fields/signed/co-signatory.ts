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
      shape: z.string().min(3).max(80),
      one: 'en quelle qualité signe la seconde personne',
      isNeeded: true,
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
    if (name === '') return { problem: 'Écrivez le prénom et le nom de cette personne.', part: NAME }
    const long = tooLong(name, LONGEST)
    if (long !== null) return { problem: long, part: NAME }
    if (!isName(name))
      return {
        problem: 'Écrivez un prénom et un nom, avec des lettres, sans chiffre ni autre signe.',
        part: NAME,
      }
    if (!isMailAddress(email))
      return {
        problem:
          'Écrivez une adresse e-mail complète, par exemple nom@exemple.fr\u00a0: cette personne y reçoit de quoi signer.',
        part: MAIL,
      }
    return { answer: { name, email } }
  },
  beside({ id, signsAs = '' }, { email }, { form, answers }) {
    const given = (of: (field: Field) => boolean) =>
      fieldsOf(form)
        .filter(of)
        .map((field) => boxIn(answers[field.id]))
    const refused = (problem: string) => ({ problem, part: MAIL })
    if (given(({ role }) => role === 'contactEmail').includes(boxOf(email)))
      return refused(
        `C’est l’adresse que vous avez donnée pour vous\u00a0: deux personnes signent, et ${signsAs} reçoit son lien à la sienne.`,
      )
    return given(({ type, id: other }) => type === 'co-signatory' && other !== id).includes(boxOf(email))
      ? refused('Une autre personne signe déjà à cette adresse\u00a0: chacune reçoit son lien à la sienne.')
      : null
  },
  missing: (field) => `Écrivez le nom et l’adresse e-mail, à la question ${asked(field)}.`,
  rawOf: ({ name, email }) => ({ [NAME]: name, [MAIL]: email }),
  control(field, raw, showing) {
    const of = common(field, showing)
    const part = (name: string) => ({
      ...{ of, part: name, value: text(raw, name), medium: true, autocomplete: 'off' },
      isWrong: showing.problem !== undefined && (showing.part === undefined || showing.part === name),
    })
    return fieldGroup(
      of,
      html`<div class="stack"><p>${
        showing.elsewhere
          ? html`Ici, aucun e-mail ne part&nbsp;: cette personne signe sur papier, en tant que ${typo(field.signsAs ?? '')}.`
          : html`Cette personne reçoit un e-mail, lit vos réponses et signe en tant que ${typo(field.signsAs ?? '')}. Votre demande part quand elle a signé.`
      }</p>
      ${partInput({ ...part(NAME), isFirst: true, label: 'Prénom et nom', maxlength: 150 })}${partInput({ ...part(MAIL), label: 'Adresse e-mail', maxlength: 254 })}</div>`,
    )
  },
  summary: (field, { name, email }) => [`${name}, ${typo(field.signsAs ?? '')}`, email],
  sample: () => ({ name: 'Paul Fourvière', email: 'paul.fourviere@courriel.example' }),
})
