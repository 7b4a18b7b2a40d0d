// A spreadsheet of a list on screen: chosen; all that is wrong with it, line by line; what it would change, before it is kept.
import type { LineFault, ReferenceList } from '#lists'
import { type Html, html } from '#platform/html.ts'
import { VERSION } from '#platform/screens/outdated.ts'
import { FILE, MOST_BYTES } from '#platform/sheets/sent.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { fileField } from '#platform/ui/files.ts'
import { plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { listAddress, LISTS } from './address.ts'
import { few } from './page.ts'

/** What of a file is wrong, or why there is none. */
export interface Refused {
  faults?: readonly LineFault[]
  missing?: string | null
}

/** Hidden controls of a trial. */
export const CONTENT = 'contenu'

/** Said at once; the rest is counted. */
const SHOWN = 100

function faultsNotice(faults: readonly LineFault[]): Html | false {
  if (faults.length === 0) return false
  const more = faults.length - SHOWN
  return notice(
    'bad',
    `Rien n’est importé\u00a0: ${plural(faults.length, 'faute', 'fautes')} dans ce fichier`,
    html`<ul>${faults.slice(0, SHOWN).map(({ line, sentence }) => html`<li>Ligne ${line}&nbsp;: ${sentence}</li>`)}</ul>${more > 0 && html`<p>Et ${plural(more, 'autre', 'autres')}.</p>`}`,
  )
}

/** GET /administration/listes/:liste/importer */
export function filePage(
  frame: AgentFrame,
  { id, title: name }: ReferenceList,
  { faults = [], missing = null }: Refused,
): Html {
  const title = `Importer\u00a0: ${name}`
  const at = listAddress(id)
  const errors = missing === null ? [] : [{ id: FILE, message: missing }]
  const file = fileField({
    ...{ name: FILE, label: 'Fichier du tableur', files: [], max: 1, maxBytes: MOST_BYTES },
    ...{ accept: '.csv,.ods,.txt', error: missing ?? undefined },
    hint: 'CSV ou ODS, 2\u00a0Mo et 5\u00a0000 lignes au plus.',
  })
  const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${title}</h1>${faultsNotice(faults)}
    ${panel('Les colonnes', html`<p>La première ligne les nomme&nbsp;: <b>Valeur</b> (ce que gardent les réponses, qui ne change pas), <b>Intitulé</b> (ce que lisent les personnes), puis six autres au plus, montrées à côté de l’intitulé. Les lignes du fichier prennent la place de toutes celles d’ici.</p>`)}
    <form class="stack" method="post" action="${at}/importer" enctype="multipart/form-data" novalidate>${csrfField(frame.csrf)}
    <section class="panel" aria-label="${title}"><div class="inside"><div class="fields">${file}</div></div></section>
    <div class="row">${button('Lire ce fichier')}<a href="${at}">Revenir à la liste</a></div></form></div>`
  return agentPage(frame, { title, main, current: LISTS, errorCount: errors.length + faults.length })
}

export interface Trial {
  /** As it is written, and as it would be. */
  list: ReferenceList
  made: ReferenceList
  /** Number of what is written. */
  edition: number
  /** The table itself, in pieces that go with the page. */
  pieces: readonly string[]
  changes: readonly string[]
  /** What would keep it from being published. */
  problems: readonly string[]
  /** Somebody wrote since it was compared. */
  isAgain: boolean
}

const listed = (sentences: readonly string[]): Html =>
  html`<ul>${sentences.map((one) => html`<li>${one}</li>`)}</ul>`

/** What goes is told: whoever had chosen it has some days left. */
function goneNotice({ list, made }: Trial): Html | false {
  const values = new Set(made.rows?.map(({ value }) => value))
  const gone = (list.rows ?? []).filter(({ value }) => !values.has(value)).length
  return (
    gone > 0 &&
    notice(
      'info',
      `${plural(gone, 'ligne disparaît', 'lignes disparaissent')} de la liste`,
      html`<p>Une fois publié, elles ne sont plus proposées. Qui en avait déjà choisi une peut encore l’envoyer pendant sept jours&nbsp;: la demande le dit.</p>`,
    )
  )
}

/** What a file would change. */
export function trialPage(frame: AgentFrame, trial: Trial): Html {
  const { list, made, edition, pieces, changes, problems, isAgain } = trial
  const title = `Importer\u00a0: ${list.title}`
  const at = listAddress(list.id)
  const said =
    changes.length === 0 ? html`<p>Le fichier dit ce qui est déjà écrit ici.</p>` : listed(few(changes))
  const hidden = [
    ...pieces.map((piece) => html`<input type="hidden" name="${CONTENT}" value="${piece}">`),
    html`<input type="hidden" name="${VERSION}" value="${edition}">`,
  ]
  const keep =
    changes.length > 0 &&
    html`<form class="stack" method="post" action="${at}/importer/garder" novalidate>${csrfField(frame.csrf)}${hidden}<div class="row">${button('Garder dans le brouillon')}</div></form>`
  const main = html`<div class="stack desk-form"><h1>${title}</h1>
    ${isAgain && notice('warn', 'Quelqu’un a écrit dans cette liste depuis', html`<p>Ce que le fichier y change est comparé de nouveau ci-dessous.</p>`)}
    <p class="reading">Le fichier est lu sans faute&nbsp;: ${plural(made.rows?.length ?? 0, 'ligne', 'lignes')}. Rien n’est encore gardé.</p>
    ${panel('Ce que cela change', said)}${goneNotice(trial)}
    ${problems.length > 0 && notice('warn', `${plural(problems.length, 'point bloquera', 'points bloqueront')} la publication`, listed(few(problems)))}
    ${keep}<p class="row"><a href="${at}/importer">Choisir un autre fichier</a> <a href="${at}">Revenir à la liste</a></p></div>`
  return agentPage(frame, { title, main, current: LISTS })
}
