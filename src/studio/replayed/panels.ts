// What the last year would become under the draft, in words: what a page shows of it, and what that of publication says of it.
import { fieldsOf, type FormDefinition } from '#forms'
import { type Html, html } from '#platform/html.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { dateTime, number, plural, quoted } from '#platform/ui/french.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { LEAST } from '#platform/told/few.ts'
import { elementAddress } from '../written/address.ts'
import { placedIn } from '../written/elements.ts'
import type { AsWritten } from '../written/read.ts'
import type { What } from './judge.ts'
import type { ReplayRow } from './queries.ts'
import { replayAddress } from './run.ts'
import type { ToldFound, ToldWhat } from './told.ts'

/** The form as it is written, and the zone of its hours. */
export interface Beside {
  read: AsWritten
  zone: string
}

/** How a replay stands beside the draft as it is. */
export type Standing = 'none' | 'going' | 'silent' | 'stale' | 'done'

export interface ReplayShown {
  row: ReplayRow | undefined
  standing: Standing
  told: readonly ToldWhat[]
  /** There is a draft of a form that serves: something may be replayed. */
  isPossible: boolean
}

const WORDS: Readonly<Record<What, readonly [title: string, one: string, several: string]>> = {
  refused: ['Ce qui serait refusé', 'demande serait refusée', 'demandes seraient refusées'],
  dropped: [
    'Ce qui ne serait plus demandé',
    'demande perdrait une réponse',
    'demandes perdraient une réponse',
  ],
  asked: [
    'Ce qui serait demandé en plus',
    'demande aurait une question de plus',
    'demandes auraient une question de plus',
  ],
  moved: ['Ce qui irait ailleurs', 'demande irait à un autre service', 'demandes iraient à un autre service'],
}

const few = `moins de ${LEAST} demandes`

function countWords({ what, count, isAbout }: ToldWhat): string {
  const [, one, several] = WORDS[what]
  if (count === null) return `Moins de ${LEAST} ${several}`
  return isAbout ? `Au moins ${plural(count, one, several)}` : plural(count, one, several)
}

function whichWords({ form, id }: AsWritten, live: FormDefinition | undefined, at: string): Html | null {
  if (at === '') return null
  const here = placedIn(form).find(({ field }) => field.id === at)
  if (here !== undefined)
    return html`<a href="${elementAddress(id, at)}">${here.number}. ${here.field.label}</a>`
  const gone = live && fieldsOf(live).find((field) => field.id === at)
  return html`${quoted(gone?.label ?? at)} <span class="meta">retirée</span>`
}

function foundLine(shown: Beside, found: ToldFound): Html {
  const which = whichWords(shown.read, shown.read.written.live?.body, found.at)
  const said =
    found.sentence === null || found.sentence === ''
      ? null
      : html`<p>${found.at === '' ? found.sentence : quoted(found.sentence)}</p>`
  const count = found.count === null ? few : plural(found.count, 'demande', 'demandes')
  const refs =
    found.refs.length > 0 &&
    html`<p class="meta">Par exemple&nbsp;: ${found.refs.map((ref, at) => html`${at > 0 && ', '}<a href="/agents/demandes/${ref}">${ref}</a>`)}</p>`
  return html`<li>${which !== null && html`<p>${which}</p>`}${said}<p class="meta">${count}</p>${refs}</li>`
}

export const whatPanel = (shown: Beside, told: ToldWhat): Html =>
  panel(
    WORDS[told.what][0],
    html`<p><b>${countWords(told)}</b></p><ul class="studio-acts">${told.found.map((one) => foundLine(shown, one))}</ul>`,
  )

const percentDone = ({ done, total }: ReplayRow): Html =>
  html`<progress max="${Math.max(total, 1)}" value="${Math.min(done, total)}" aria-label="Avancement">${number(done)} sur ${number(total)}</progress>`

export function standingNotice(frame: AgentFrame, shown: Beside, { row, standing }: ReplayShown): Html {
  const { id } = shown.read
  const ask = (label: string) => buttonForm(label, replayAddress(id), frame.csrf, { kind: 'quiet' })
  if (row === undefined || standing === 'none')
    return html`<p class="reading">Les demandes des douze derniers mois passent par ce brouillon, comme si elles étaient envoyées aujourd’hui&nbsp;: vous voyez ce qui serait refusé, demandé autrement, ou envoyé à un autre service. Rien ne change pour elles.</p><div class="row">${ask('Rejouer l’année')}</div>`
  const when = dateTime(row.beganAt, shown.zone)
  if (standing === 'going')
    return html`<p role="status">${number(row.done)} sur ${plural(row.total, 'demande rejouée', 'demandes rejouées')}. <a href="${replayAddress(id)}">Actualiser</a></p>${percentDone(row)}`
  if (standing === 'silent')
    return html`${notice('warn', 'Ce rejeu s’est arrêté avant la fin', html`<p>${number(row.done)} sur ${plural(row.total, 'demande', 'demandes')}. Recommencez-le.</p>`)}<div class="row">${ask('Rejouer l’année')}</div>`
  if (standing === 'stale')
    return html`${notice('warn', 'Le brouillon a changé depuis ce rejeu', html`<p>Rejoué le ${when}. Il ne dit plus ce que ce brouillon ferait&nbsp;: rejouez l’année.</p>`)}<div class="row">${ask('Rejouer l’année')}</div>`
  return html`<p role="status">${totalWords(row)}, le ${when}, sur ce brouillon tel qu’il est.</p><div class="row">${ask('Rejouer encore')}</div>`
}

const totalWords = ({ total }: ReplayRow): string =>
  total > 0 && total < LEAST
    ? `Moins de ${LEAST} demandes rejouées`
    : plural(total, 'demande rejouée', 'demandes rejouées')

export const quiet = (row: ReplayRow): string =>
  row.total === 0
    ? 'Personne n’a envoyé ce formulaire depuis un an\u00a0: il n’y a rien à rejouer.'
    : 'Rien ne changerait pour ces demandes\u00a0: aucune ne serait refusée, demandée autrement ni envoyée ailleurs.'

/** On the page of publication; null when there is nothing to replay. */
export function replayPanel(frame: AgentFrame, shown: Beside, replay: ReplayShown): Html | null {
  const { row, standing, told, isPossible } = replay
  if (!isPossible) return null
  const { id } = shown.read
  const read =
    row !== undefined &&
    standing !== 'none' &&
    html`<ul>${told.length === 0 && standing === 'done' && html`<li>${quiet(row)}</li>`}${told.map((one) => html`<li>${countWords(one)}</li>`)}</ul><p>${linkButton('Lire le rejeu', replayAddress(id), { kind: 'quiet' })}</p>`
  const end = standing === 'done' ? tag('good', 'À jour') : tag('warn', STATE_WORDS[standing])
  return panel('Rejeu de la dernière année', html`${standingNotice(frame, shown, replay)}${read}`, { end })
}

const STATE_WORDS: Readonly<Record<Standing, string>> = {
  none: 'Pas encore fait',
  going: 'En cours',
  silent: 'Arrêté',
  stale: 'À refaire',
  done: 'À jour',
}
