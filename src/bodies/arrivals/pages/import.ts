// The national register on screen: where its file is chosen, then what it would change, line by line, and how to undo it.
import type { FieldProblem } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { countMade } from '#platform/runs/undoable.ts'
import { FILE, MOST_BYTES } from '#platform/sheets/sent.ts'
import { button, buttonForm, csrfField } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { fileField } from '#platform/ui/files.ts'
import { plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { Territory } from '#territory'
import { HERE } from '../../screens/words.ts'
import type { Change, Left } from '../differences.ts'
import type { RegisterImport } from '../queries.ts'
import { byCouncil } from '../runs.ts'
import { changeText, DOES, IMPORT_AT, leftText } from '../words.ts'

/** So many faults are said at once, and so many changes are shown. */
const SHOWN = 200

/** GET /administration/instances/import */
export function choosePage(frame: AgentFrame, problems: readonly FieldProblem[]): Html {
  const shown = problems.slice(0, SHOWN).map(({ message }) => ({ id: FILE, message }))
  const more = problems.length - shown.length
  const [only] = problems.length === 1 ? problems : []
  const lines = `${problems.length} lignes sont à corriger`
  const next = 'Rien n’est gardé de ce fichier\u00a0: corrigez-le, puis choisissez-le de nouveau.'
  const file = fileField({
    name: FILE,
    label: 'Fichier du répertoire',
    hint: 'Des maires, des conseillers municipaux ou des membres d’une assemblée à statut particulier\u00a0; en CSV ou en ODS, 2\u00a0Mo au plus.',
    ...{ files: [], max: 1, maxBytes: MOST_BYTES, accept: '.csv,.ods,.txt' },
    ...(problems.length > 0 && {
      error: only?.message ?? `${lines}.`,
    }),
  })
  const title = 'Importer le répertoire des élus'
  const main = html`<div class="stack desk-form">${errorSummary(shown, more > 0 ? `Et ${plural(more, 'autre', 'autres')}. ${next}` : next, only === undefined ? lines : undefined)}<h1>${title}</h1>
    ${panel(
      'Ce qui est lu',
      html`<p>Le répertoire national des élus, tel que l’État le publie. De chaque ligne de vos collectivités, le nom, la fonction et les jours du mandat&nbsp;; <b>ni la naissance, ni le sexe, ni la profession</b>, et le fichier n’est pas gardé. Les lignes d’ailleurs sont laissées.</p><p>Rien n’est fait avant que vous ayez relu ce qui change.</p>`,
    )}
    <form class="stack" method="post" action="${IMPORT_AT}" enctype="multipart/form-data" novalidate>${csrfField(frame.csrf)}
    ${panel('Le fichier', file)}
    <div class="row">${button('Voir ce que cela change')}<a href="${HERE}">Revenir aux instances</a></div></form></div>`
  return agentPage(frame, { title, main, current: HERE, errorCount: shown.length })
}

/** A file that was cut would end many mandates: whoever applies it reads how many first. */
function leaving(changes: readonly Change[]): Html | null {
  const gone = (change: Change): number =>
    change.do === 'end' ? 1 : change.do === 'begin' ? change.leaving.length : 0
  const count = changes.reduce((sum, change) => sum + gone(change), 0)
  if (count === 0) return null
  const [who, what] =
    count === 1
      ? ['Elle siège aujourd’hui et ce fichier ne la nomme pas', 'son mandat ouvre']
      : ['Elles siègent aujourd’hui et ce fichier ne les nomme pas', 'leurs mandats ouvrent']
  return notice(
    'warn',
    `${plural(count, 'personne cesse', 'personnes cessent')} de siéger`,
    html`<p>${who}&nbsp;: vérifiez qu’il est entier. Ce que ${what} se ferme dès que vous l’appliquez.</p>`,
  )
}

function leftAlone(left: readonly Left[], place: Territory): Html | null {
  if (left.length === 0) return null
  const told = left.map((one) => html`<li>${leftText(one, place.authority(one.authorityId).name)}</li>`)
  return notice('warn', 'Ce qui est laissé', html`<ul>${told}</ul>`)
}

function standing(frame: AgentFrame, asked: RegisterImport): Html {
  const { id, changes, undoneAt } = asked
  const at = `${IMPORT_AT}/${id}`
  if (undoneAt !== null)
    return notice('info', 'Cet import est défait', html`<p>Les instances sont comme avant lui.</p>`)
  const apply = (words: string): Html => buttonForm(words, `${at}/faire`, frame.csrf)
  const [made, all] = [countMade(asked), byCouncil(changes).size]
  if (made === 0)
    return html`<p>Rien n’est encore fait. Les changements d’un conseil se font ensemble, ou aucun.</p>${leaving(changes)}${apply(`Appliquer ${plural(changes.length, 'changement', 'changements')}`)}`
  const changed = plural(made, 'conseil est changé', 'conseils sont changés')
  return html`<p>${changed} par cet import, sur ${all}.</p><div class="row">${made < all && apply(`Appliquer à ${plural(all - made, 'autre conseil', 'autres conseils')}`)}${buttonForm('Défaire cet import', `${at}/annulation`, frame.csrf, { kind: 'danger' })}</div>`
}

const counted = (changes: readonly Change[]): string =>
  [...Map.groupBy(changes, (change) => change.do)]
    .map(([kind, some]) => `${DOES[kind]}\u00a0: ${some.length}`)
    .join('\u00a0; ')

/** GET /administration/instances/import/:import */
export function importPage(frame: AgentFrame, asked: RegisterImport, place: Territory): Html {
  const { changes } = asked
  const rows = changes
    .slice(0, SHOWN)
    .map((change) => [place.authority(change.authorityId).name, DOES[change.do], changeText(change)])
  const columns = [{ label: 'Collectivité' }, { label: 'Ce qui change' }, { label: 'Qui, quand' }]
  const title = `Répertoire des élus\u00a0: ${plural(changes.length, 'changement', 'changements')}`
  const list = table({ caption: 'Changements', captionHidden: true, columns, rows, dense: true })
  const main = html`<div class="stack"><h1>${title}</h1>${panel('Où en est l’import', html`${leftAlone(asked.left, place)}${standing(frame, asked)}<p class="meta">${counted(changes)}.</p>`)}
    ${panel(changes.length > SHOWN ? `Les ${SHOWN} premiers` : 'Les changements', list, { bare: true })}
    <p><a href="${HERE}">Revenir aux instances</a></p></div>`
  return agentPage(frame, { title, main, current: HERE })
}
