// The form of the documents of a content: what is joined, what each says for whoever cannot read it, and the control that sends more.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { textarea } from '#platform/ui/fields.ts'
import { fileField, REMOVE_FILE } from '#platform/ui/files.ts'
import { capital } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
import { VERSION } from '#platform/screens/outdated.ts'
import type { Document } from '../documents/joined.ts'
import { kindText, unreadable } from '../documents/words.ts'

/** Names of its hidden fields: documents that stay, those that were shown, files of an earlier try; and of the files that it sends. */
export const FIELDS = { document: 'document', seen: 'vus', kept: 'kept', files: 'files' } as const
export const MOST_CHARACTERS = 4000
/** The field of what a document says, by its file. */
export const wordsOf = (fileId: string): string => `mots-${fileId}`

interface View {
  title: string
  action: string
  back: string
  csrf: string
  version: number
  entries: readonly (Document & { id?: string })[]
  seen: readonly string[]
  problems: readonly FieldProblem[]
  max: number
  maxBytes: number
  accept: string
}

const hidden = (name: string, value: string | number): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`

const problemOf = (
  problems: readonly FieldProblem[],
  field: string,
  wrong: readonly string[] = [],
): string[] | undefined => {
  const said = problems.filter((problem) => problem.field === field).map(({ message }) => message)
  return said.length + wrong.length === 0 ? undefined : [...said, ...wrong]
}

function entryPanel(entry: View['entries'][number], problems: readonly FieldProblem[]): Html {
  const { id, fileId, name, alternative } = entry
  const wrong = unreadable(entry)
  const field = wordsOf(fileId)
  const words = textarea({
    ...{ name: field, label: `Ce que dit «\u00a0${name}\u00a0»`, value: alternative, rows: 4 },
    ...{ optional: wrong === null, maxlength: MOST_CHARACTERS },
    hint: 'Lu sous le document, et cherché avec ses mots.',
    error: problemOf(problems, field, wrong === null ? [] : [`${capital(wrong.said)} ${wrong.mend}`]),
  })
  const remove = button('Retirer', {
    kind: 'quiet',
    name: REMOVE_FILE,
    value: fileId,
    formnovalidate: true,
    more: name,
  })
  const ids = id === undefined ? hidden(FIELDS.kept, fileId) : hidden(FIELDS.document, id)
  return panel(
    name,
    html`${ids}<p><a href="/fichiers/${fileId}">Ouvrir le document</a> <span class="meta">${kindText(entry)}</span></p>${words}<div class="row">${remove}</div>`,
  )
}

export function documentsForm(view: View): Html {
  const { title, action, back, csrf, version, entries, seen, problems, max, maxBytes, accept } = view
  const files = fileField({
    ...{ name: FIELDS.files, label: 'Joindre des documents', optional: true, files: [], accept },
    ...{ max: max - entries.length, maxBytes },
    hint: `PDF, texte, tableur ou présentation, 20\u00a0Mo chacun. ${max} documents au plus.`,
    error: problemOf(problems, FIELDS.files),
  })
  const late = entries.filter((entry) => unreadable(entry) !== null)
  const advice =
    late.length > 0 &&
    notice(
      'info',
      'À faire avant de proposer ou de publier',
      html`<p>Ce qui ne se lit pas par tous n’est pas publié&nbsp;: ${late.map(({ name }) => name).join(', ')}.</p>`,
    )
  return html`<div class="stack desk-form">${errorSummary(problems.map(({ field, message }) => ({ id: field, message })))}<h1>${title}</h1>${advice}
    ${form({
      ...{ action, csrf, files: true },
      // First in the form: the Enter key saves, and never presses « Retirer ».
      body: html`<button class="hidden" tabindex="-1" aria-hidden="true">Enregistrer</button>${hidden(VERSION, version)}${seen.map((id) => hidden(FIELDS.seen, id))}${entries.map((entry) => entryPanel(entry, problems))}
      ${panel('Ajouter', files)}<div class="row">${button('Enregistrer')}<a href="${back}">Revenir au contenu</a></div>`,
    })}</div>`
}
