// A mail to residents that a town hall words: its subject and its text. What the law and safety ask (which request, who answers, how
// to follow it, why one receives it) is the program's, beside the text or as words that the text must keep.
import { z } from 'zod'
import type { Read } from '#platform/db/db.ts'
import { fill, type Values } from '#platform/french/fill.ts'
import type { Scope, Setting, Worded } from '#platform/house/settings.ts'
import { wordsOf } from '#platform/plain-words.ts'
import { longDate } from '#platform/ui/french.ts'
import { catalogue } from '#services'
import { valueOf } from '#settings'
import { territory } from '#territory'
import { VARIABLES } from '../act/variables.ts'
import { dayOf } from '../record/clocks.ts'
import type { RequestRow } from '../record/queries.ts'
import { valuesOf } from '../record/template.ts'
import { chosenOf } from '../settings/chosen.ts'
import type { Letter } from './letter.ts'
import { mailPreview } from './pages/mail.ts'
import { type Invented, inventedNow, sampleValues } from './sample.ts'

/** What a town hall wrote, under the code's names. */
interface Wording {
  subject: string
  text: string
}

/** A word that is replaced; `owed`: a sentence of the program, which the text keeps. */
interface MailToken {
  code: string
  shown: string
  meaning: string
  owed?: true
}

interface Declared extends Pick<Letter, 'title' | 'action'> {
  /** In the key of its setting. */
  name: string
  /** Which mail it is, and when it leaves. */
  label: string
  leaves: string
  /** Words of its own, besides those of every mail. */
  tokens: readonly MailToken[]
  /** Said below the text, filled as it is. */
  facts: readonly (readonly [label: string, value: string])[]
  /** A word that is chosen apart, said after the text. */
  note?: Setting<string>
  /** Examples of what only this mail says. */
  invented: (now: Invented) => Values
  /** As it would be typed: its first line is the subject. */
  otherwise: string
}

export interface ResidentMail extends Setting<Wording> {
  readonly around: Pick<Declared, 'title' | 'action' | 'facts' | 'note'>
}

const COMMON: readonly MailToken[] = [
  ...VARIABLES.filter(({ code }) => code !== 'agent'),
  { code: 'subject', shown: '{sujet}', meaning: 'sujet de la demande, en quelques mots' },
]

const [MOST_SUBJECT, MOST_TEXT] = [150, 2000]

/** How one mail is worded: a setting that inherits, from the metropolis to the service. */
export const mailSetting = (declared: Declared): ResidentMail => {
  const mail = { ...declared, tokens: [...declared.tokens, ...COMMON] }
  return {
    key: `requests.text_mail_${mail.name}`,
    label: `Courriel aux habitants\u00a0: ${mail.label}`,
    hint: `Part ${mail.leaves}. La première ligne est l’objet, la suite est le texte.`,
    levels: ['metropolis', 'commune', 'unit', 'service'],
    control: 'text',
    rows: 10,
    optional: false,
    type: z.string().transform((typed, context): Wording => {
      const wording = wordingOf(typed)
      const problem = problemOf(wording, mail.tokens)
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
      return { subject: coded(wording.subject, mail.tokens), text: coded(wording.text, mail.tokens) }
    }),
    otherwise: mail.otherwise,
    worded: (tx, where) => wordedAt(tx, where, mail),
    around: mail,
  }
}

function wordingOf(typed: string): Wording {
  const [subject = '', ...rest] = typed.replace(/\r\n?/g, '\n').trim().split('\n')
  return { subject: subject.trim(), text: rest.join('\n').trim() }
}

const PLACE = /\{([^{}\n]*)\}/g

/** Accents and capitals do not matter. */
const named = (word: string): string => wordsOf(word).join(' ')

const codesOf = (tokens: readonly MailToken[]) =>
  new Map(tokens.map((token) => [named(token.shown), token] as const))

/** Under the code's names. */
function coded(text: string, tokens: readonly MailToken[]): string {
  const known = codesOf(tokens)
  return text.replace(PLACE, (whole, word: string) => {
    const token = known.get(named(word))
    return token === undefined ? whole : `{${token.code}}`
  })
}

/** Why it cannot be sent so. */
function problemOf({ subject, text }: Wording, tokens: readonly MailToken[]): string | undefined {
  const known = codesOf(tokens)
  const placesIn = (part: string) => part.match(PLACE) ?? []
  const has = (part: string, token: MailToken) =>
    placesIn(part).some((word) => known.get(named(word)) === token)
  if (/[{}]/.test(`${subject}\n${text}`.replace(PLACE, '')))
    return 'Une accolade est seule. Un mot remplacé s’écrit entre deux accolades\u00a0: {numéro}.'
  const unknown = [...placesIn(subject), ...placesIn(text)].find((word) => !known.has(named(word)))
  if (unknown !== undefined)
    return `${unknown} n’est remplacé par rien. Prenez un mot de la liste, ou écrivez-le sans accolades.`
  const owed = tokens.filter((token) => token.owed)
  const misplaced = owed.find((token) => has(subject, token))
  if (misplaced !== undefined)
    return `${misplaced.shown} se place dans le texte, pas sur la première ligne, qui est l’objet.`
  const missing = owed.find((token) => !has(text, token))
  if (missing !== undefined) return `Gardez ${missing.shown} dans le texte\u00a0: ${missing.meaning}.`
  if (subject.length > MOST_SUBJECT) return `Écrivez l’objet en ${MOST_SUBJECT} caractères au plus.`
  return text.length > MOST_TEXT ? `Écrivez le texte en ${MOST_TEXT} caractères au plus.` : undefined
}

function composed(
  { title, action, facts }: ResidentMail['around'],
  { subject, text }: Wording,
  values: Values,
  note: string,
): Letter {
  const paragraphs = fill(text, values)
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
  return {
    subject: fill(subject, values),
    title,
    paragraphs: [...paragraphs, note].filter((paragraph) => paragraph !== ''),
    facts: facts.map(([label, value]) => [fill(label, values), fill(value, values)]),
    action,
  }
}

const UNKNOWN_DAY = 'à confirmer'

/** « au plus tard le vendredi 27 novembre 2026 ». */
export const dueWords = (day: string | null): string =>
  day === null ? UNKNOWN_DAY : `au plus tard le ${day}`

/** That mail, as the town hall in charge of the request words it. @param own what only this mail says */
export async function mailOn(
  tx: Read,
  request: RequestRow,
  mail: ResidentMail,
  own: Values,
): Promise<Letter> {
  const place = await territory(tx)
  const service = (await catalogue(tx)).service(request.serviceSlug)?.definition.title ?? request.subject
  const { solutionDueAt: due, subject } = request
  const values = {
    ...valuesOf(request, place, service, { agent: null }),
    solutionDate: due === null ? UNKNOWN_DAY : longDate(dayOf(place, due)),
    subject,
    ...own,
  }
  const { note } = mail.around
  const said = note === undefined ? '' : await chosenOf(tx, request, note)
  return composed(mail.around, await chosenOf(tx, request, mail), values, said)
}

/** What its screen shows: the words that are replaced, and the mail with invented values. */
async function wordedAt(tx: Read, where: Scope, mail: Declared): Promise<Worded<Wording>> {
  const values: Values = {
    ...(await sampleValues(tx, where)),
    subject: 'Éclairage en panne',
    ...mail.invented(await inventedNow(tx)),
  }
  const note = mail.note === undefined ? '' : await valueOf(tx, mail.note, where)
  const { name: site } = (await territory(tx)).authority(where.authorityId)
  return {
    tokens: mail.tokens.map(({ code, shown, meaning, owed }) => ({
      typed: shown,
      meaning: owed === true ? `${meaning}\u00a0: à garder` : meaning,
      sample: fill(`{${code}}`, values),
    })),
    preview: (wording) => mailPreview(site, composed(mail, wording, values, note)),
  }
}
