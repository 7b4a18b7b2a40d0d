// Agents from a spreadsheet, on screen: what the columns are and where lines are pasted; then what would be done, and how to undo it.
import type { FieldProblem } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { EVERY_ROLE, ROLES } from '#platform/roles.ts'
import { button, buttonForm, csrfField } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, errorSummary, notice } from '#platform/ui/feedback.ts'
import { select, textarea } from '#platform/ui/fields.ts'
import { fileField } from '#platform/ui/files.ts'
import { listSentence, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { countMade } from '#platform/runs/undoable.ts'
import { FILE, MOST_BYTES } from '#platform/sheets/sent.ts'
import { table } from '#platform/ui/table.ts'
import type { AgentImport } from '#signin'
import type { Territory } from '#territory'
import { COLUMNS } from '../spreadsheet.ts'
import { daysText, HERE } from '../../agents/words.ts'

export const IMPORT_AT = `${HERE}/import`
export const DIRECTORY_AT = `${HERE}/annuaire`
export const READINGS_AT = `${HERE}/lectures`
/** The page of imports, at that authority. */
export const importAt = (authority: string): string =>
  authority === '' ? IMPORT_AT : `${IMPORT_AT}?authority=${authority}`
/** So many faults are said at once, and so many lines are shown. */
const SHOWN = 50

export interface PasteView {
  authorities: readonly { value: string; label: string }[]
  typed: { authority: string; lines: string }
  problems: readonly FieldProblem[]
  /** Longer than what may be typed here. */
  isLong: boolean
  /** Address of the directory of the authority; '' when it is not said yet, null: none may be read. */
  directory: string | null
  /** Where the provider by which its agents sign in is set; null: none may be. */
  signIn: string | null
}

/** GET /administration/agents/import */
export function pastePage(
  frame: AgentFrame,
  { authorities, typed, problems, isLong, directory, signIn }: PasteView,
): Html {
  const shown = problems.slice(0, SHOWN)
  const more = problems.length - shown.length
  const faults = problems.filter(({ field }) => field === 'lines').length
  const next = isLong
    ? 'Corrigez-les à leur source, fichier ou annuaire, puis recommencez.'
    : faults === 0
      ? 'Rien n’a changé.'
      : 'Vos lignes sont gardées\u00a0: corrigez-les ici.'
  const errors = shown.map(({ field, message }) => ({ id: field, message }))
  const which =
    authorities.length > 1 &&
    select({
      name: 'authority',
      label: 'Collectivité',
      medium: true,
      value: typed.authority,
      options: authorities,
    })
  const lines = textarea({
    name: 'lines',
    label: 'Lignes copiées du tableur',
    hint: 'Copiez les lignes dans LibreOffice ou Excel, ou le contenu d’un fichier CSV, et collez-les ici. Rien n’est fait avant que vous ayez relu.',
    value: typed.lines,
    rows: 12,
    ...(faults > 0 && { error: `${plural(faults, 'ligne est à corriger', 'lignes sont à corriger')}.` }),
  })
  const unread = problems.find(({ field }) => field === FILE)
  const file = fileField({
    name: FILE,
    label: 'Fichier du tableur',
    hint: 'CSV ou ODS, 2 Mo au plus. Ses lignes remplacent celles qui sont collées dessous.',
    ...{ files: [], max: 1, maxBytes: MOST_BYTES, accept: '.csv,.ods,.txt', optional: true },
    ...(unread !== undefined && { error: unread.message }),
  })
  const title = 'Importer des agents'
  const main = html`<div class="stack desk-form">${errorSummary(errors, more > 0 ? `Et ${plural(more, 'autre', 'autres')}. ${next}` : next)}<h1>${title}</h1>
    ${panel('Les colonnes', html`<p>Dans cet ordre&nbsp;: <b>${COLUMNS.join(', ')}</b>. Le dernier jour peut rester vide, le premier aussi&nbsp;: c’est alors aujourd’hui. Une fonction est l’une de celles-ci&nbsp;: ${FUNCTIONS}. Un fichier d’exemple&nbsp;: <a href="${IMPORT_AT}/exemple">en CSV</a>, <a href="${IMPORT_AT}/exemple?format=ods">en ODS</a>.</p>`)}
    <form class="stack" method="post" action="${IMPORT_AT}" enctype="multipart/form-data" novalidate>${csrfField(frame.csrf)}
    ${panel('Les lignes', html`${which}${file}${lines}`)}
    <div class="row">${button('Vérifier les lignes')}<a href="${HERE}">Revenir aux agents</a></div></form>${directory !== null && directoryPanel(frame, typed.authority, directory)}${signIn !== null && signInPanel(signIn)}</div>`
  return agentPage(frame, { title, main, current: HERE, errorCount: errors.length })
}

const FUNCTIONS = listSentence(EVERY_ROLE.map((role) => `«\u00a0${ROLES[role].label}\u00a0»`))

const signInPanel = (at: string): Html =>
  panel(
    'Le compte que la collectivité donne à ses agents',
    html`<p>Ils peuvent entrer ici avec lui (OpenID Connect), et recevoir une fonction la première fois. <a href="${at}">Régler la connexion</a></p>`,
  )

function directoryPanel(frame: AgentFrame, authority: string, address: string): Html {
  const at = `${DIRECTORY_AT}/${authority}`
  const set = html`<a href="${at}">Régler l’annuaire</a>`
  return panel(
    'Un annuaire (LDAP, Active Directory)',
    address === ''
      ? html`<p>Les agents peuvent être lus de l’annuaire de la collectivité. ${set}</p>`
      : html`<p>Qui n’est pas encore ici est lu de <b>${address}</b>, et montré ligne par ligne avant que rien ne soit fait. L’annuaire est aussi lu chaque heure, pour fermer l’accès de qui l’a quitté.</p><div class="row">${buttonForm('Lire l’annuaire', `${at}/lecture`, frame.csrf)}${set}<a href="${READINGS_AT}">Lectures de chaque heure</a></div>`,
  )
}

/** What would be refused, before anything is done. */
function refusals({ foreseen, lines }: AgentImport): Html {
  const more = foreseen.length - SHOWN
  return notice(
    'warn',
    `${plural(foreseen.length, 'ligne ne peut pas être faite', 'lignes ne peuvent pas être faites')} aujourd’hui, sur ${lines.length}`,
    html`<ul>${foreseen.slice(0, SHOWN).map(({ line, why }) => html`<li>Ligne ${line}, ${lines[line - 1]?.name}\u00a0: ${why}</li>`)}</ul>
    ${more > 0 && html`<p>Et ${plural(more, 'autre', 'autres')}.</p>`}<p>Les autres lignes n’ont aucune faute&nbsp;: elles seules seront faites. Ce qui est laissé se fera plus tard, de cette page, quand ce qui l’empêche aura changé.</p>`,
  )
}

function standing(frame: AgentFrame, done: AgentImport): Html {
  const { id, lines, foreseen, undoneAt } = done
  const at = `${IMPORT_AT}/${id}`
  if (undoneAt !== null)
    return notice(
      'info',
      'Cet import est défait',
      html`<p>Les invitations en attente sont retirées, et les fonctions données sont terminées. Ce qui a été accepté ou changé depuis reste.</p>`,
    )
  const [made, all] = [countMade(done), lines.length]
  const doIt = (count: number): Html =>
    buttonForm(`Importer ${plural(count, 'ligne', 'lignes')}`, `${at}/faire`, frame.csrf)
  if (made === 0 && foreseen.length > 0) return html`${refusals(done)}${doIt(all - foreseen.length || all)}`
  if (made === 0)
    return html`<p>Aucune faute. Chaque ligne invite une personne par courriel, ou ajoute la fonction à qui travaille déjà ici.</p>${doIt(all)}`
  return html`<p>${plural(made, 'ligne est faite', 'lignes sont faites')} sur ${all}.</p><div class="row">${made < all && doIt(all - made)}${buttonForm('Défaire cet import', `${at}/annulation`, frame.csrf, { kind: 'danger' })}</div>`
}

/** GET /administration/agents/import/:import */
export function importPage(frame: AgentFrame, done: AgentImport, place: Territory): Html {
  const { lines } = done
  const count = plural(lines.length, 'ligne', 'lignes')
  const rows = lines
    .slice(0, SHOWN)
    .map((line) => [
      line.name,
      line.email,
      place.unit(line.unitId).name,
      ROLES[line.role].label,
      daysText(line, frame.today),
    ])
  const columns = [
    { label: 'Nom' },
    { label: 'Adresse e-mail' },
    { label: 'Service' },
    { label: 'Fonction' },
    { label: 'Quand' },
  ]
  const title = `Import de ${count}`
  const list =
    rows.length === 0
      ? emptyState('Aucune ligne')
      : table({ caption: 'Lignes de l’import', captionHidden: true, columns, rows, dense: true })
  const main = html`<div class="stack"><h1>${title}</h1>${panel('Où en est l’import', standing(frame, done))}
    ${panel(lines.length > SHOWN ? `Les ${SHOWN} premières lignes` : 'Les lignes', list)}
    <p><a href="${HERE}">Revenir aux agents</a></p></div>`
  return agentPage(frame, { title, main, current: HERE })
}
