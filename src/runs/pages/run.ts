// The page of one long work: how far it is, what could not be done, its file.
import type { HeldFile } from '#files'
import { type Html, html } from '#platform/html.ts'
import type { RunKind, RunLine } from '#platform/runs/kind.ts'
import type { RunRow } from '#platform/runs/queries.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { dateTime, fileSize, longDate, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { HERE } from '../list.ts'
import { countWords, stateTag } from '../words.ts'

export interface RunView {
  run: RunRow
  /** undefined when the program does not know it any more. */
  kind: RunKind | undefined
  lines: readonly RunLine[]
  file: HeldFile | null
  /** When it is forgotten; null while it goes on. */
  until: Date | null
  zone: string
}

function standing({ run, kind }: RunView): Html {
  const said = countWords(run, kind)
  const { total, done, endedAt, isRead } = run
  const max = total ?? 0
  const bar =
    total !== null &&
    total > 0 &&
    html`<progress max="${max}" value="${Math.min(done, max)}" aria-label="Avancement">${said}</progress>`
  const left = run.problems > 0 && html`, ${plural(run.problems, 'à relire', 'à relire')}`
  const making = endedAt === null && isRead && ' Le fichier s’écrit.'
  const again = endedAt === null && html` <a href="${HERE}/${run.id}" data-going>Actualiser</a>`
  return html`<p role="status"><b>${said}</b>${left}.${making}${again}</p>${bar}`
}

function download({ file, until, zone }: RunView): Html | null {
  const kept =
    until !== null &&
    html`<p class="meta">${file === null ? 'Ce travail est gardé' : 'Ce travail et son fichier sont gardés'} jusqu’au ${longDate(until, zone)}.</p>`
  if (file === null) return kept || null
  const label = `Télécharger (${fileSize(file.bytes)})`
  return html`<p>${linkButton(label, `/fichiers/${file.fileId}`, { icon: 'download' })}</p>${kept}`
}

function line({ sentence, href }: RunLine): Html {
  return html`<li>${href === undefined || href === null ? sentence : html`<a href="${href}">${sentence}</a>`}</li>`
}

function linesPanel(title: string, lines: readonly RunLine[]): Html | null {
  return lines.length === 0 ? null : panel(title, html`<ul class="plain">${lines.map(line)}</ul>`)
}

/** GET /agents/travaux/:id */
export function runPage(frame: AgentFrame, view: RunView): Html {
  const { run, lines, zone } = view
  const known = facts([
    ['Demandé', dateTime(run.createdAt, zone)],
    ['Terminé', run.endedAt === null ? null : dateTime(run.endedAt, zone)],
  ])
  const stop =
    run.endedAt === null &&
    buttonForm('Arrêter ce travail', `${HERE}/${run.id}/arret`, frame.csrf, { kind: 'quiet' })
  const main = html`<div class="stack"><h1>${run.title}</h1>
    ${panel('Avancement', html`<run-progress class="stack tight">${standing(view)}</run-progress>${known}${download(view)}${stop}`, { end: stateTag(run) })}
    ${linesPanel(
      'À relire',
      lines.filter(({ isProblem }) => isProblem),
    )}
    ${linesPanel(
      'Ce qui s’est passé',
      lines.filter(({ isProblem }) => !isProblem),
    )}
    <p><a href="${HERE}">Tous mes travaux</a></p></div>`
  return agentPage(frame, { title: run.title, main, current: HERE })
}
