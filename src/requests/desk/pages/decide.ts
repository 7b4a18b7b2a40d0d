// Right of a request's screen: what can be decided, why it is here, what is near, how the delays are counted.
import { of, the } from '#platform/french/noun.ts'
import { html, type Html } from '#platform/html.ts'
import { facts, type Fact } from '#platform/ui/content.ts'
import { because, panel } from '#platform/ui/desk.ts'
import { optionList } from '#platform/ui/fields.ts'
import { mediumDate, plural, shortDateTime } from '#platform/ui/french.ts'
import { type IconName, isIcon } from '#platform/ui/icon.ts'
import { unitNoun } from '#territory'
import { CLOSE } from '../../act/effects/close.ts'
import { PLAN_DATE } from '../../act/effects/plan-date.ts'
import { type ClockView, hasEffect, stateOf, type Transition } from '#workflows'
import { clockStory, type Desk } from '../desk.ts'
import { DESK_FORM, leading } from './form.ts'
import { waitingSince } from '../../record/story.ts'
import { reachText } from '../../record/words.ts'
import { backQuery } from '../../inbox/back.ts'
import { isObserver, replyOf } from '../opened.ts'

const iconOf = (transition: Transition): IconName =>
  transition.icon !== undefined && isIcon(transition.icon) ? transition.icon : 'arrow-right'

/** One act: at once when nothing is asked, otherwise open beside the words. What is typed is kept either way. */
function actItem(
  desk: Desk,
  transition: Transition,
  begun: ReadonlySet<string>,
  key: string | undefined,
): Html {
  const isAtOnce = (transition.asks ?? []).length === 0
  const mark = begun.has(transition.id) && html` <span class="meta">brouillon</span>`
  const act = leading(transition.label, desk, `${isAtOnce ? 'faire' : 'agir'}/${transition.id}`, {
    kind: 'bare',
    icon: iconOf(transition),
  })
  return html`<li>${act}${mark}${key !== undefined && html`<kbd aria-hidden="true">${key}</kbd>`}</li>`
}

/** Outside every workflow: it leads to another. */
const correctItem = (desk: Desk): Html | false =>
  desk.request.stateKind !== 'done' &&
  html`<li>${leading('Corriger la démarche', desk, 'demarche', { kind: 'bare', icon: 'file-text' })}</li>`

type Fits = (transition: Transition, desk: Pick<Desk, 'workflow' | 'state'>) => boolean

/** Letters that press an act where scripts run (islands/request-keys.ts), known by what it does. */
const LETTERS: readonly (readonly [string, Fits])[] = [
  ['C', (item) => hasEffect(item, CLOSE)],
  [
    'D',
    ({ to }, { workflow, state }) =>
      to !== 'same' && state.id !== to && stateOf(workflow, to).clock === 'paused',
  ],
  ['P', (item) => hasEffect(item, PLAN_DATE)],
  ['T', (item) => (item.asks ?? []).includes('target')],
]

/** By act: none for what several do, of which one must be chosen (accept, refuse). */
export function lettersOf(
  desk: Pick<Desk, 'workflow' | 'state'>,
  acts: readonly Transition[],
): ReadonlyMap<string, string> {
  const given = LETTERS.flatMap(([letter, fits]) => {
    const [fit, ...more] = acts.filter((item) => fits(item, desk))
    return fit === undefined || more.length > 0 ? [] : [[fit.id, letter] as const]
  })
  return new Map(given)
}

const asksOnlyAgent = (transition: Transition) => (transition.asks ?? []).join() === 'agent'

function assignForm(desk: Desk, transition: Transition): Html {
  const options = desk.colleagues.map(({ id, name, open }) => ({
    value: String(id),
    label: `${name} (${open} en cours)`,
  }))
  const { assigneeId } = desk.request
  const chosen = assigneeId === null ? undefined : String(assigneeId)
  const label = assigneeId === null ? 'Affecter' : 'Changer'
  return html`<div class="assign"><label for="agent">Agent chargé</label><div class="joined"><select id="agent" name="confier" form="${DESK_FORM}">${optionList(options, chosen, 'À affecter')}</select>${leading(label, desk, `faire/${transition.id}`)}</div></div>`
}

/** What else can be decided: the act that is open is not said twice. */
export function decidePanel(desk: Desk, open: Transition | undefined): Html {
  const { transitions, assignee, away, request, place } = desk
  const assign = transitions.find(asksOnlyAgent)
  const acts = transitions.filter((item) => item !== assign && item !== replyOf(desk) && item !== open)
  const since =
    away !== null &&
    html`<p class="meta">${assignee} est absent jusqu’au ${mediumDate(away.until)}${away.standIn === null ? ', sans personne à sa place' : `\u00a0; ${away.standIn} prend sa place`}.</p>`
  const who = html`${
    assign === undefined
      ? html`<p class="meta">Agent chargé : ${assignee ?? 'personne encore'}</p>`
      : assignForm(desk, assign)
  }${since}`
  if (!desk.mayWrite)
    return panel('Décider', html`<p>Vous lisez cette demande, et n’y changez rien.</p>${who}`)
  if (isObserver(desk)) {
    return panel(
      'Décider',
      html`<p>Cette demande est traitée par ${the(unitNoun(place.unit(request.unitId)))} (${place.authority(request.authorityId).name}). Vous pouvez la lire, la noter et écrire au service.</p>${who}`,
    )
  }
  const begun = new Set(desk.drafts.map((draft) => draft.writing))
  const letters = lettersOf(desk, acts)
  const answer = open !== undefined && replyOf(desk) !== undefined
  const list =
    acts.length > 0
      ? html`<ul class="other-acts">${answer && html`<li>${leading('Écrire à l’usager', desk, 'pour/usager', { kind: 'bare', icon: 'mail' })}</li>`}${acts.map((item) => actItem(desk, item, begun, letters.get(item.id)))}${correctItem(desk)}</ul>`
      : html`<p>Rien à décider dans cet état.</p>`
  const title = open === undefined ? 'Décider' : 'Autres actes'
  return panel(title, html`${list}${who}`, { end: html`<span class="meta">${desk.state.label}</span>` })
}

/** A message waits for somebody whom no mail reaches: until an agent says that they were told, everybody sees it. */
export function untoldPanel(desk: Desk): Html | null {
  const { request, place, events } = desk
  if (request.untoldSince === null) return null
  const from = waitingSince(events) ?? request.untoldSince
  const since = `Un message l’attend dans son suivi depuis le ${shortDateTime(from, place.zone)}, et aucun courriel ne l’en avertit.`
  const acts =
    !isObserver(desk) &&
    html`<p class="row">${leading('Prévenue par téléphone', desk, 'prevenue/phone', { icon: 'phone' })}${leading('Prévenue autrement', desk, 'prevenue/other')}</p>`
  return panel(
    'Personne à prévenir',
    html`<p>${since}</p>${desk.showsContact && html`<p>${reachText(request)}</p>`}${acts}`,
  )
}

export function routePanel({ request, roles }: Desk): Html {
  const { steps, basis } = request.routing
  const moved = request.unitId !== request.routing.unitId
  const isSaid = steps.some((text) => text.includes(basis))
  return panel(
    // A town hall reads it about somebody else's work.
    roles.includes('handler') || roles.includes('manager')
      ? 'Pourquoi chez nous\u00a0?'
      : 'Pourquoi ce service\u00a0?',
    html`${because(steps.map((text) => ({ text })))}${!isSaid && html`<p class="meta">${basis}</p>`}${moved && html`<p class="meta">La demande a été transmise depuis&nbsp;: voir le fil.</p>`}`,
  )
}

export function nearPanel({ near, nearMetres, place, back }: Desk): Html {
  const item = ({ ref, subject, metres, receivedAt, closedAt }: Desk['near'][number]) => {
    const state =
      closedAt === null
        ? `reçue le ${mediumDate(receivedAt, place.zone)}`
        : `close le ${mediumDate(closedAt, place.zone)}`
    return html`<li><a href="/agents/demandes/${ref}${backQuery(back)}">${ref} ${subject}</a><span class="meta">à ${Math.round(metres)} m, ${state}</span></li>`
  }
  const list =
    near.length > 0
      ? html`<ul class="near-list">${near.map(item)}</ul>`
      : html`<p class="soft">Aucune demande semblable à moins de ${nearMetres} m.</p>`
  return panel('À côté, depuis 3 mois', list)
}

/** A pause that goes on has given nothing back yet; one that began and ended the same day gives nothing. */
export function pausesText(
  pauses: readonly Date[],
  { status, pausedWorkingDays }: Pick<ClockView, 'status' | 'pausedWorkingDays'>,
  zone: string,
): string {
  const now = status === 'paused' ? pauses.at(-1) : undefined
  const over = pauses.length - (now === undefined ? 0 : 1)
  const running = now === undefined ? [] : [`En cours depuis le ${shortDateTime(now, zone)}`]
  const given =
    pausedWorkingDays === 0
      ? 'aucun jour ouvré à rendre'
      : plural(pausedWorkingDays, 'jour ouvré rendu', 'jours ouvrés rendus')
  const ended = over === 0 ? [] : [`${plural(over, 'pause terminée', 'pauses terminées')}, ${given}`]
  return [...running, ...ended].join('. ') || 'Aucune'
}

export function clockPanel({ request, place, events, delays, clocks }: Desk): Html {
  const { pauses, restarted, promised } = clockStory(events)
  const list: Fact[] = [
    ['Départ', shortDateTime(request.receivedAt, place.zone)],
    ['Première réponse', plural(delays.firstAnswer, 'jour ouvré', 'jours ouvrés')],
    ['Solution', plural(delays.solution, 'jour ouvré', 'jours ouvrés')],
    [
      'Calendrier',
      `Jours ouvrés ${of(unitNoun(place.unit(request.unitId)))}, sans samedi, dimanche ni jour férié. Le jour de réception ne compte pas.`,
    ],
    ['Pauses', pausesText(pauses, clocks.solution, place.zone)],
    [
      'Nouvelle date',
      promised !== null && `Promise le ${shortDateTime(promised, place.zone)}, à la place de la première.`,
    ],
    ['Reprise', restarted && 'La demande a été rouverte\u00a0: le délai de solution repart de ce jour.'],
  ]
  return panel('Calcul des délais', facts(list, { stacked: true }))
}

/** Who may read the request, and by what right. */
export function accessPanel({ readers }: Desk): Html {
  return panel(
    'Qui y a accès',
    html`<ul class="near-list">${readers.map(({ name, why }) => html`<li>${name}<span class="meta">${why}</span></li>`)}</ul>`,
  )
}
