// What proofs prove: facts about a person, their classes, how surely, until when. Data, and its words.
import { fullDate } from '#platform/ui/french.ts'

/** Months of the family quotient, in euros: the last euro of each class but the fifth. */
export type Brackets = readonly [number, number, number, number]

/** Those of the platform until a metropolis says its own. */
export const BRACKETS: Brackets = [400, 700, 1000, 1400]

export const QUOTIENTS = ['1', '2', '3', '4', '5'] as const
export type QuotientClass = (typeof QUOTIENTS)[number]

/** @param euros family quotient, in euros a month */
export function quotientClass(euros: number, brackets: Brackets = BRACKETS): QuotientClass {
  const at = brackets.findIndex((last) => Math.floor(euros) <= last)
  return QUOTIENTS[at < 0 ? 4 : at] ?? '5'
}

/** Who says so, and how surely: the least first. */
export const SOURCES = {
  profile: { label: 'valeur de votre profil', level: 'declared' },
  desk: { label: 'document vu à un guichet', level: 'seen' },
  twoDDoc: { label: 'code 2D-Doc', level: 'verified' },
  api: { label: 'réponse d’une administration', level: 'verified' },
} as const satisfies Record<string, { label: string; level: Level }>
export type SourceId = keyof typeof SOURCES

export const LEVELS = ['declared', 'seen', 'verified'] as const
export type Level = (typeof LEVELS)[number]

export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  declared: 'Déclaré',
  seen: 'Document vu par un agent',
  verified: 'Vérifié par un programme (signature, administration)',
}

export const isAtLeast = (level: Level, asked: Level): boolean =>
  LEVELS.indexOf(level) >= LEVELS.indexOf(asked)

/** What can be proved. `age` is found from the birth date, which is the proof. */
export const FACTS = ['age', 'commune', 'quotient', 'disability', 'pupil', 'student', 'job_seeker'] as const
export type FactId = (typeof FACTS)[number]

/** What shows a fact, as sentences call it, and what it may show. */
export const SHOWN = {
  taxNotice: { label: 'avis d’impôt', isFeminine: false, facts: ['quotient'] },
  bill: { label: 'facture', isFeminine: true, facts: ['commune'] },
  homeProof: { label: 'justificatif de domicile', isFeminine: false, facts: ['commune'] },
  familyAnswer: { label: 'réponse de la caisse de famille', isFeminine: true, facts: ['quotient'] },
  familyPaper: { label: 'attestation de quotient familial', isFeminine: true, facts: ['quotient'] },
  profileValue: { label: 'valeur du profil', isFeminine: true, facts: ['commune'] },
  disabilityCard: { label: 'carte mobilité inclusion', isFeminine: true, facts: ['disability'] },
  schoolPaper: { label: 'certificat de scolarité', isFeminine: false, facts: ['pupil', 'student'] },
  studentCard: { label: 'carte d’étudiant', isFeminine: true, facts: ['student'] },
  jobSeekerPaper: { label: 'avis de situation', isFeminine: false, facts: ['job_seeker'] },
} as const satisfies Record<string, { label: string; isFeminine: boolean; facts: readonly FactId[] }>
export type ShownId = keyof typeof SHOWN

/** The class alone of what was read: nothing else of the document or of the answer is kept. */
export interface Proof {
  readonly fact: FactId
  /** INSEE code of a commune; class of quotient; `true`. */
  readonly class: string
  readonly source: SourceId
  readonly level: Level
  /** What showed it. */
  readonly shown: ShownId
  /** `YYYY-MM-DD` */
  readonly seenOn: string
  /** Its last day. */
  readonly endsOn: string
}

/** « avis d’impôt lu le 3 mars 2026 » */
export const shownWords = ({ shown, source, seenOn }: Pick<Proof, 'shown' | 'source' | 'seenOn'>): string => {
  const { label, isFeminine } = SHOWN[shown]
  return `${label} ${source === 'desk' ? 'vu' : 'lu'}${isFeminine ? 'e' : ''} le ${fullDate(seenOn)}`
}

/** The same day, so many months later; the last of the month when it has no such day. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
