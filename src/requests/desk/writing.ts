// What an agent is writing on a request: found again after a closed tab, an ended session, on another machine.
import { randomUUID } from 'node:crypto'
import type { Read } from '#platform/db/db.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { one, type Values } from '#platform/http/route.ts'
import type { FileAnswer } from '#forms'
import type { Told } from '../tell/hearers.ts'
import type { Letter } from '../tell/letter.ts'
import type { DeskDraft, Typed } from '../write/queries.ts'
import { looseFiles } from '#files'
import { nothingTyped } from '../write/draft.ts'

/** Whom the box writes to: the resident, colleagues alone, or the other authority. */
export type Recipient = 'usager' | 'note' | 'service'
/** The box of the first. */
export const TO_RESIDENT: Recipient = 'usager'
export type ThreadTab = 'tout' | 'echanges' | 'notes' | 'historique'

/** What is being written on the screen of a request, and what must be said about it. */
export interface Writing {
  /** A recipient, or the id of the transition whose form is open. */
  what: string
  tab: ThreadTab
  typed: Typed
  files: readonly FileAnswer[]
  /** Key of the form: sent twice, it is done once. */
  once: string
  /** When it was kept, if it comes from a draft. */
  savedAt: Date | null
  problems: readonly FieldProblem[]
  /** Why the last act was not done. */
  refusal: string | null
  /** What others did since the page was opened. */
  changes: readonly string[]
  /** What will be sent, word for word. */
  letter: Letter | null
  /** Handed over: who is told by mail, once the unit is chosen. */
  told?: Told
}

/** A form with nothing wrong and nothing typed. */
export const freshWriting = (what: string, tab: ThreadTab): Writing => ({
  what,
  tab,
  typed: nothingTyped,
  files: [],
  once: randomUUID(),
  savedAt: null,
  problems: [],
  refusal: null,
  changes: [],
  letter: null,
})

/** What a form of the desk holds. */
export function typedOf(values: Values, files: readonly FileAnswer[]): Typed {
  const [message, reason, explanation] = [
    one(values, 'message'),
    one(values, 'reason'),
    one(values, 'explanation'),
  ]
  const [date, agent, target] = [one(values, 'date'), one(values, 'agent'), one(values, 'target')]
  const promise = one(values, 'promise')
  return {
    message,
    reason,
    explanation,
    date,
    promise,
    told: one(values, 'prevenue'),
    agent,
    target,
    kept: files.map(({ fileId }) => fileId),
  }
}

/** The draft as a form to go on with. */
export async function writingOf(tx: Read, draft: DeskDraft, tab: ThreadTab): Promise<Writing> {
  const { writing, typed, once, savedAt } = draft
  return { ...freshWriting(writing, tab), typed, once, savedAt, files: await looseFiles(tx, typed.kept) }
}

/** What the form proposes by itself is nobody's draft. */
export function ownWords(typed: Typed, proposed: ReadonlySet<string>): Typed {
  return proposed.has(typed.message.replace(/\r\n/g, '\n').trim()) ? { ...typed, message: '' } : typed
}

/** A template put into what is typed: alone when nothing of one's own is there, else after it. */
export function insertTemplate(typed: string, template: string, known: readonly string[]): string {
  const isOwn =
    typed.trim() !== '' && !known.some((text) => text.trim() === typed.replace(/\r\n/g, '\n').trim())
  return isOwn ? `${typed.trimEnd()}\n\n${template}` : template
}
