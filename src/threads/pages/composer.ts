// The box in which a resident writes a message, with files. What it says and where it goes are the subject's.
import { randomUUID } from 'node:crypto'
import type { KeptFile } from '#files'
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, type HtmlValue, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { textarea } from '#platform/ui/fields.ts'
import { fileField } from '#platform/ui/files.ts'
import { form } from '#platform/ui/islands.ts'
import { KEPT_FILES, MOST_CHARACTERS, MOST_FILE_BYTES, MOST_FILES } from '../limits.ts'

/** What was typed, shown again; files are stored already. */
export interface Draft {
  text: string
  files: readonly KeptFile[]
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

/** The files of the message, sent as they are chosen when scripts run: to `upload`. */
export function messageFiles(upload: string, { files, problems }: Pick<Draft, 'files' | 'problems'>): Html {
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
    upload,
    error: problemOf(problems, 'files'),
  })
}

interface Composer {
  /** Where the message is posted. */
  action: string
  /** Where a script keeps it as it is written. */
  autosave: string
  className: string
  label: string
  hint: HtmlValue
  button: string
  draft: Draft
}

/** The form of a message. */
export function composer(ctx: Context, { draft, ...view }: Composer): Html {
  return form({
    action: view.action,
    csrf: ctx.csrf,
    files: true,
    className: view.className,
    autosave: view.autosave,
    body: html`<input type="hidden" name="once" value="${draft.once ?? randomUUID()}">${textarea({
      name: 'message',
      label: view.label,
      hint: view.hint,
      value: draft.text,
      maxlength: MOST_CHARACTERS,
      error: problemOf(draft.problems, 'message'),
    })}${messageFiles(view.autosave, draft)}<p class="meta" role="status" data-draft-status>${draft.said}</p><div class="row">${button(view.button)}</div>`,
  })
}
