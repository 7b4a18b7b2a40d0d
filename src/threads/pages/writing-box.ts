// The box where one writes on a subject that several talk of: a message, its files, and, of a new subject, what it is called.
import { randomUUID } from 'node:crypto'
import { html, type Html, type HtmlValue } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { textarea, textInput } from '#platform/ui/fields.ts'
import { fileField } from '#platform/ui/files.ts'
import { form } from '#platform/ui/islands.ts'
import { KEPT_FILES, MOST_CHARACTERS, MOST_FILE_BYTES, MOST_FILES } from '../limits.ts'
import { type Draft, problemOf } from './composer.ts'

export interface Box {
  action: string
  label: string
  hint: HtmlValue
  button: string
  draft: Draft
  /** Of a new subject. */
  title?: string
  /** Before the text: what is quoted. */
  above?: HtmlValue
}

/** The box where one writes: to answer, or, with a title, on a new subject. */
export function writingBox(ctx: Context, view: Box): Html {
  const { action, label, hint, draft, title, above } = view
  const files = draft.files.map((file) => ({ ...file, url: `/fichiers/${file.fileId}` }))
  const heading =
    title !== undefined &&
    textInput({
      ...{ name: 'title', label: 'Sujet', value: title, maxlength: 120 },
      hint: 'En quelques mots, comme on le dirait à voix haute.',
      error: problemOf(draft.problems, 'title'),
    })
  return form({
    action,
    csrf: ctx.csrf,
    files: true,
    body: html`<input type="hidden" name="once" value="${draft.once ?? randomUUID()}">${heading}${above}${textarea(
      {
        ...{ name: 'message', label, hint, value: draft.text, maxlength: MOST_CHARACTERS, rows: 4 },
        error: problemOf(draft.problems, 'message'),
      },
    )}${fileField({
      ...{ name: 'files', label: 'Joindre des documents', optional: true, files, max: MOST_FILES },
      ...{ maxBytes: MOST_FILE_BYTES, accept: 'image/*,application/pdf', keep: KEPT_FILES },
      hint: `${MOST_FILES} au plus, en PDF ou en image, 10\u00a0Mo chacun.`,
      error: problemOf(draft.problems, 'files'),
    })}<div class="row">${button(view.button)}</div>`,
  })
}
