// The head of every page of a form: what is written and in force, undone and done again, the parts of the studio.
import { actsToTake, type EditRow } from '#definitions'
import type { FormDefinition } from '#forms'
import { type Html, html } from '#platform/html.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { tag } from '#platform/ui/feedback.ts'
import { dateTime, plural } from '#platform/ui/french.ts'
import type { IconName } from '#platform/ui/icon.ts'
import { tabs } from '#platform/ui/navigation.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { Recent } from '../presence/recent.ts'
import { presenceLine } from '../presence/words.ts'
import { formAddress, HERE } from '../written/address.ts'
import { placedIn } from '../written/elements.ts'
import { carriedModels } from '../written/models.ts'
import type { NameOf } from '../written/names.ts'
import type { AsWritten } from '../written/read.ts'
import type { TestRun } from '../written/tested.ts'

export interface HeadShown {
  read: AsWritten
  log: readonly EditRow[]
  /** What the last act did, and the one that would be done again, in a few words. */
  undo: string | null
  redo: string | null
  zone: string
  /** « de la Ville de Bron » */
  whose: string
  /** Its tests, run on it as it is written. */
  tests: readonly TestRun[]
  /** Others who are writing it, and their names. */
  recent: readonly Recent[]
  nameOf: NameOf
}

export type Part =
  | 'questions'
  | 'chemins'
  | 'conditions'
  | 'tests'
  | 'apercu'
  | 'traductions'
  | 'historique'
  | 'publier'

const PARTS: readonly (readonly [Part, string])[] = [
  ['questions', 'Questions'],
  ['chemins', 'Chemins'],
  ['conditions', 'Conditions'],
  ['traductions', 'Traductions'],
  ['apercu', 'Aperçu'],
  ['tests', 'Tests'],
  ['historique', 'Historique'],
  ['publier', 'Relire et publier'],
]

/** What is shown of a form that is somebody else’s. */
const READ: readonly Part[] = ['questions', 'apercu']

export const partAddress = (id: string, part: Part): string =>
  part === 'questions' ? formAddress(id) : `${formAddress(id)}/${part}`

/** Hidden: the act that the button was shown for. */
export const ACT = 'acte'

function takeForm(
  csrf: string,
  { at, label, said, act, icon }: { at: string; label: string; said: string; act: number; icon: IconName },
): Html {
  const field = html`<input type="hidden" name="${ACT}" value="${act}">`
  return html`<form method="post" action="${at}">${csrfField(csrf)}${field}${button(label, { kind: 'quiet', icon, more: `\u00a0: ${said}` })}</form>`
}

function stateTags({ read: { written, isOwn }, whose }: HeadShown): Html {
  const { live, draft } = written
  return html`${!isOwn && tag('idle', `Formulaire ${whose}, à lire ou à copier`)} ${draft !== null && tag('info', live === null ? 'Brouillon, jamais publié' : 'Brouillon commun')} ${live !== null && tag('good', `Version ${live.version} en ligne`)}`
}

/** « 17 modifications, la dernière le 9 novembre à 10 h 42 » */
function savedWords({ log, zone }: HeadShown): string | null {
  const last = log.at(-1)
  if (last === undefined) return null
  const acts = new Set(log.filter(({ state }) => state === 'done').map(({ act, n }) => act ?? -n)).size
  return `${plural(acts, 'modification', 'modifications')}, tout est enregistré (${dateTime(last.at, zone)})`
}

const subtitle = (form: FormDefinition, whose: string): string =>
  `${plural(placedIn(form).length, 'question', 'questions')}, formulaire ${whose}`

/** « Tests : 1 rouge sur 3 » */
function testsLabel({ tests }: HeadShown): string {
  const red = tests.filter(({ differences }) => differences.length > 0).length
  if (tests.length === 0) return 'Tests'
  return red === 0
    ? `Tests (${tests.length})`
    : `Tests\u00a0: ${red} rouge${red > 1 ? 's' : ''} sur ${tests.length}`
}

export function head(frame: AgentFrame, shown: HeadShown, part: Part): Html {
  const { id, form, isOwn } = shown.read
  const { undo, redo } = actsToTake(shown.log)
  const links = PARTS.filter(([name]) => isOwn || READ.includes(name)).map(([name, label]) => ({
    href: partAddress(id, name),
    label: name === 'tests' ? testsLabel(shown) : label,
    current: name === part,
  }))
  const taken = html`${undo !== null && takeForm(frame.csrf, { at: `${formAddress(id)}/annuler`, label: 'Annuler', said: shown.undo ?? '', act: undo, icon: 'arrow-left' })}${redo !== null && takeForm(frame.csrf, { at: `${formAddress(id)}/retablir`, label: 'Rétablir', said: shown.redo ?? '', act: redo, icon: 'arrow-right' })}`
  const { over } = carriedModels(form)
  const left =
    part === 'questions' &&
    over.length > 0 &&
    html`<p class="meta">«&nbsp;Exporter&nbsp;» ne prend pas ${over.length === 1 ? 'ce modèle, trop lourd' : 'ces modèles, trop lourds'} pour le fichier&nbsp;: ${over.map(({ name }) => name).join(', ')}.</p>`
  const said = shown.undo === null ? null : html`<p class="meta">Dernier acte&nbsp;: ${shown.undo}</p>`
  return html`<header class="studio-head"><p class="row"><a href="${HERE}">Formulaires</a> <span class="meta">${subtitle(form, shown.whose)}</span></p>
    <div class="row apart"><h1>${form.title}</h1><div class="row">${taken}${part === 'questions' && html`${linkButton('Copier', `${formAddress(id)}/copier`, { kind: 'quiet' })}${linkButton('Exporter', `${formAddress(id)}/fichier`, { kind: 'quiet' })}`}</div></div>
    <p class="row">${stateTags(shown)} <span class="meta">${savedWords(shown)}</span></p>${said}${presenceLine(shown.recent, shown.nameOf, shown.zone)}${left}
    ${tabs('Parties du formulaire', links)}</header>`
}
