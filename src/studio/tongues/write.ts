// What is typed beside the French, as commands on what stands: one text is one element, so that two who translate merge. Pure.
import type { Command } from '#definitions'
import { type FormDefinition, type SaidText, saidTexts } from '#forms'
import { quoted } from '#platform/ui/french.ts'
import { shownNumber } from '../written/read.ts'

const LONGEST = 4000

/** Of one text, as the page was sent: what was typed, and the numbers of what the page showed. */
export interface TypedText {
  at: string
  typed: string
  isStillRight: boolean
  seen: string
}

/** What a page shows of a text: the French, and what it is translated by. */
export const seenOf = ({ french, kept }: Pick<SaidText, 'french' | 'kept'>): string =>
  `${shownNumber(french)} ${shownNumber(kept?.to ?? '')}`

export interface Written {
  commands: Command[]
  /** What is wrong, by the way to its text. */
  problems: Map<string, string>
  /** Typed for texts that are no longer there. */
  lost: string[]
}

const wayOf = (code: string): string[] => ['languages', code, 'texts']

function problemOf(now: SaidText, { typed, seen }: TypedText): string | null {
  const [french, to] = seen.split(' ')
  if (typed.length > LONGEST) return `Ce texte est trop long\u00a0: ${LONGEST} caractères au plus.`
  if (String(shownNumber(now.french)) !== french)
    return 'Le français a changé pendant que vous traduisiez\u00a0: relisez, puis enregistrez.'
  if (String(shownNumber(now.kept?.to ?? '')) === to || now.kept?.to === typed) return null
  return now.kept === undefined
    ? 'Quelqu’un a effacé cette traduction pendant que vous écriviez\u00a0: relisez, puis enregistrez.'
    : `Quelqu’un a écrit ${quoted(now.kept.to)} pendant que vous écriviez\u00a0: choisissez, puis enregistrez.`
}

function commandOf(code: string, { at, french, kept }: SaidText, { typed }: TypedText): Command[] {
  const item = { at, from: french, to: typed }
  if (typed === '') return kept === undefined ? [] : [{ do: 'remove', at: [...wayOf(code), at] }]
  if (kept === undefined) return [{ do: 'add', at: wayOf(code), item }]
  return kept.to === typed && kept.from === french ? [] : [{ do: 'set', at: [...wayOf(code), at], to: item }]
}

/** What was left as the page showed it is left as it stands, whoever wrote it since. */
const isLeft = ({ typed, isStillRight, seen }: TypedText): boolean =>
  !isStillRight && String(shownNumber(typed)) === seen.split(' ')[1]

export function translationCommands(
  form: FormDefinition,
  code: string,
  texts: readonly TypedText[],
): Written {
  const now = new Map(saidTexts(form, code).map((text) => [text.at, text]))
  const written: Written = { commands: [], problems: new Map(), lost: [] }
  for (const text of texts) {
    if (isLeft(text)) continue
    const stands = now.get(text.at)
    if (stands === undefined) {
      if (text.typed !== '') written.lost.push(text.typed)
      continue
    }
    const problem = problemOf(stands, text)
    if (problem === null) written.commands.push(...commandOf(code, stands, text))
    else written.problems.set(text.at, problem)
  }
  return written
}
