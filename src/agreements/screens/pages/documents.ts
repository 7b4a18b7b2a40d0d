// The documents of an agreement: what proves each vote, each signature, each letter.
import { authorityNoun } from '#territory'
import { the } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, errorSummary } from '#platform/ui/feedback.ts'
import { fileField, shots } from '#platform/ui/files.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { fold, linkList } from '#platform/ui/content.ts'
import { papersOf } from '../../papers/papers.ts'
import type { StepRow } from '../../record/queries.ts'
import { actDate } from '../../record/words.ts'
import { doneWords, HERE } from '../words.ts'
import type { AgreementView } from './agreement.ts'
import { notedBy } from './life.ts'

function stepPanel(step: StepRow, view: AgreementView, csrf: string): Html {
  const { row, files, authority, metropolis, mayWrite } = view
  const who =
    step.side === null ? '' : ` par ${the(authorityNoun(step.side === 'commune' ? authority : metropolis))}`
  const own = files
    .filter(({ subject }) => String(subject.id) === String(step.id))
    .map((file) => ({ ...file, url: `/fichiers/${file.fileId}` }))
  const said = html`<p class="meta">le ${actDate(step.onDay)}${step.reference !== '' && `, ${step.reference}`}, noté par ${notedBy(view, step)}</p>`
  const give =
    mayWrite &&
    fold(
      'Joindre une pièce',
      html`<form method="post" action="${HERE}/${row.id}/pieces/${step.id}" enctype="multipart/form-data">${csrfField(csrf)}
      ${fileField({ name: 'piece', id: `piece-${step.id}`, label: 'Pièce', hint: 'PDF ou image, 10 Mo au plus.', files: [], max: 1, maxBytes: 10_000_000, accept: 'application/pdf,image/*' })}
      ${button('Joindre', { kind: 'quiet', more: `à «\u00a0${doneWords(step)}${who}\u00a0»` })}</form>`,
    )
  return panel(`${doneWords(step)}${who}`, html`${said}${shots(own)}${give}`, {
    id: `etape-${step.id}`,
  })
}

/** What is made of the agreement itself. */
const papersPanel = ({ row, ...view }: AgreementView): Html =>
  panel(
    'Écrites depuis la convention',
    linkList(
      papersOf(view).map(([name, { label }]) => ({
        href: `${HERE}/${row.id}/papiers/${name}`,
        label,
        end: html` <span class="meta">page à imprimer et PDF</span>`,
      })),
    ),
  )

/** GET /administration/conventions/:id/pieces */
export function documentsPage(
  frame: AgentFrame,
  view: AgreementView,
  problems: readonly string[] = [],
): Html {
  const { row, steps, authority } = view
  const title = `Pièces de la convention avec ${the(authorityNoun(authority))}`
  const errors = problems.map((message) => ({ id: '', message }))
  const list =
    steps.length === 0
      ? emptyState(
          'Aucune pièce',
          'Les votes, les signatures et la notification viendront ici, chacun avec son document.',
        )
      : html`${steps.map((step) => stepPanel(step, view, frame.csrf))}`
  const main = html`<div class="stack">${errorSummary(errors, 'Les autres pièces sont gardées.')}<h1>${title} <span class="soft">n° ${row.number}</span></h1>${papersPanel(view)}${list}
    <div class="row">${linkButton('Revenir à la convention', `${HERE}/${row.id}`, { kind: 'quiet' })}</div></div>`
  return agentPage(frame, { title, main, current: HERE, errorCount: errors.length })
}
