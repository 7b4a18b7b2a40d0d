// The form in which a resident writes: a message, the answer to a question, or why it is not solved. With files.
import { randomUUID } from 'node:crypto'
import type { FileAnswer } from '#forms'
import type { FieldProblem } from '#platform/errors.ts'
import { is, type Noun, the } from '#platform/french/noun.ts'
import { type Html, type HtmlValue, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { textarea } from '#platform/ui/fields.ts'
import { fileField } from '#platform/ui/files.ts'
import { capital, longDate } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
import { KEPT_FILES, MOST_CHARACTERS, MOST_FILE_BYTES, MOST_FILES } from '../message-limits.ts'
import type { Writing } from '../follow-view.ts'

/** What was typed, shown again; files are stored already. */
export interface Draft {
  text: string
  files: readonly FileAnswer[]
  problems: readonly FieldProblem[]
  /** The file just taken away. */
  removed?: string | undefined
  /** Key of the form: sent again, it is the same message. */
  once?: string | undefined
  /** « Brouillon du lundi 3 mars à 9 h 05, retrouvé. » */
  said?: string | undefined
}

export const emptyDraft: Draft = { text: '', files: [], problems: [] }

export const problemOf = (problems: readonly FieldProblem[], field: string): string | undefined =>
  problems.find((problem) => problem.field === field)?.message

interface Words {
  label: string
  hint: HtmlValue
  button: string
}

function wordsOf({ transition, reopens, until }: Writing, asked: boolean, unit: Noun): Words {
  if (reopens) {
    const limit = until === null ? '' : ` Vous avez jusqu’au ${longDate(until)} pour le dire.`
    return {
      label: 'Dites-nous ce qui ne va pas',
      hint: `Votre message rouvre la demande, au même service\u00a0: ${unit.name}.${limit}`,
      button: 'Rouvrir la demande',
    }
  }
  if (asked)
    return {
      label: 'Votre réponse',
      hint: 'Le délai reprend dès que vous l’envoyez.',
      button: 'Envoyer ma réponse',
    }
  const hint = `${capital(the(unit))} ${is(unit, 'prévenu')} de votre message.`
  return { label: transition.label, hint, button: 'Envoyer' }
}

/** Where a script keeps the message as it is written. */
export const draftUrl = (ref: string): string => `/suivi/${ref}/brouillon`

/** The files of the message, sent as they are chosen when scripts run. */
export function messageFiles(ref: string, { files, problems }: Pick<Draft, 'files' | 'problems'>): Html {
  return fileField({
    name: 'files',
    label: 'Joindre des photos ou des documents',
    optional: true,
    files: files.map((file) => ({ ...file, url: `/fichiers/${file.fileId}` })),
    hint: `${MOST_FILES} fichiers au plus, en image ou en PDF, 10\u00a0Mo chacun.`,
    max: MOST_FILES,
    maxBytes: MOST_FILE_BYTES,
    accept: 'image/*,application/pdf',
    keep: KEPT_FILES,
    upload: draftUrl(ref),
    error: problemOf(problems, 'files'),
  })
}

function body(ref: string, words: Words, draft: Draft): Html {
  return html`<input type="hidden" name="once" value="${draft.once ?? randomUUID()}">${textarea({
    name: 'message',
    label: words.label,
    hint: words.hint,
    value: draft.text,
    maxlength: MOST_CHARACTERS,
    error: problemOf(draft.problems, 'message'),
  })}${messageFiles(ref, draft)}<p class="meta" role="status" data-draft-status>${draft.said}</p><div class="row">${button(words.button)}</div>`
}

/** The form; `asked` when the resident answers a question. Posted to the act that reopens, or as a simple message. */
export function messageForm(
  ctx: Context,
  ref: string,
  writing: Writing,
  options: { draft: Draft; asked: boolean; unit: Noun },
): Html {
  const { draft, asked, unit } = options
  const action = writing.reopens ? `/suivi/${ref}/actions/${writing.transition.id}` : `/suivi/${ref}/messages`
  return form({
    action,
    csrf: ctx.csrf,
    files: true,
    className: asked || writing.reopens ? 'stack' : 'stack reply',
    autosave: draftUrl(ref),
    body: body(ref, wordsOf(writing, asked, unit), draft),
  })
}
