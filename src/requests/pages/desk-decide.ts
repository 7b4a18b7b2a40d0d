// Right of a request's screen: what can be decided, why it is here, what is near, how the delays are counted.
import { html, type Html } from '#platform/html.ts'
import { button, buttonForm, csrfField, linkButton } from '#platform/ui/button.ts'
import { facts, type Fact } from '#platform/ui/content.ts'
import { because, panel } from '#platform/ui/desk.ts'
import { optionList } from '#platform/ui/fields.ts'
import { mediumDate, plural, shortDateTime } from '#platform/ui/french.ts'
import { type IconName, isIcon } from '#platform/ui/icon.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { Transition } from '#workflows'
import { backQuery, clockStory, type Desk, isObserver, replyOf } from '../desk.ts'
import { filterQuery } from '../filter.ts'

const iconOf = (transition: Transition): IconName =>
  transition.icon !== undefined && isIcon(transition.icon) ? transition.icon : 'arrow-right'

/** One act: at once when nothing is asked, otherwise on its own page. */
function actItem(frame: AgentFrame, desk: Desk, transition: Transition): Html {
  const { ref } = desk.request
  if ((transition.asks ?? []).length > 0) {
    return html`<li>${linkButton(transition.label, `/agents/demandes/${ref}/agir/${transition.id}${backQuery(desk.back)}`, { kind: 'quiet', icon: iconOf(transition) })}</li>`
  }
  return html`<li>${buttonForm(transition.label, `/agents/demandes/${ref}/actions/${transition.id}`, frame.csrf, { kind: 'quiet', icon: iconOf(transition), fields: { retour: filterQuery(desk.back) } })}</li>`
}

const asksOnlyAgent = (transition: Transition) => (transition.asks ?? []).join() === 'agent'

function assignForm(frame: AgentFrame, desk: Desk, transition: Transition): Html {
  const options = desk.colleagues.map(({ id, name, open }) => ({
    value: String(id),
    label: `${name} (${open} en cours)`,
  }))
  const chosen = desk.request.assigneeId === null ? undefined : String(desk.request.assigneeId)
  return html`<form class="assign" method="post" action="/agents/demandes/${desk.request.ref}/actions/${transition.id}">${csrfField(frame.csrf)}<input type="hidden" name="retour" value="${filterQuery(desk.back)}">
    <label for="agent">Agent chargé</label><div class="joined"><select id="agent" name="agent">${optionList(options, chosen, 'À affecter')}</select>${button(desk.request.assigneeId === null ? 'Affecter' : 'Changer', { kind: 'quiet' })}</div></form>`
}

function decidePanel(frame: AgentFrame, desk: Desk): Html {
  const { transitions, assignee, request, place } = desk
  const assign = transitions.find(asksOnlyAgent)
  const acts = transitions.filter((item) => item !== assign && item !== replyOf(desk))
  const who =
    assign === undefined
      ? html`<p class="meta">Agent chargé : ${assignee ?? 'personne encore'}</p>`
      : assignForm(frame, desk, assign)
  if (isObserver(desk)) {
    return panel(
      'Décider',
      html`<p>${place.unit(request.unitId).name} (${place.authority(request.authorityId).name}) traite cette demande. Vous pouvez la lire, la noter et écrire au service.</p>${who}`,
    )
  }
  const list =
    acts.length > 0
      ? html`<ul class="acts">${acts.map((item) => actItem(frame, desk, item))}</ul>`
      : html`<p>Rien à décider dans cet état.</p>`
  return panel('Décider', html`${list}${who}`, { end: html`<span class="meta">${desk.state.label}</span>` })
}

function routePanel({ request }: Desk): Html {
  const { steps, basis, ruleId } = request.routing
  const moved = request.unitId !== request.routing.unitId
  const isSaid = steps.some((text) => text.includes(basis))
  return panel(
    'Pourquoi chez nous\u00a0?',
    html`${because(steps.map((text) => ({ text })))}${!isSaid && html`<p class="meta">${ruleId === null ? '' : `Règle ${ruleId}. `}${basis}</p>`}${moved && html`<p class="meta">La demande a été transmise depuis : voir le fil.</p>`}`,
  )
}

function nearPanel({ near, nearMetres, place, back }: Desk): Html {
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

function clockPanel({ request, place, events, delays, clocks }: Desk): Html {
  const { pauses, restarted, promised } = clockStory(events)
  const paused = clocks.solution.pausedWorkingDays
  const list: Fact[] = [
    ['Départ', shortDateTime(request.receivedAt, place.zone)],
    ['Première réponse', plural(delays.firstAnswer, 'jour ouvré', 'jours ouvrés')],
    ['Solution', plural(delays.solution, 'jour ouvré', 'jours ouvrés')],
    [
      'Calendrier',
      `Jours ouvrés de ${place.unit(request.unitId).name}, sans samedi, dimanche ni jour férié. Le jour de réception ne compte pas.`,
    ],
    [
      'Pauses',
      pauses === 0
        ? 'Aucune'
        : `${plural(pauses, 'pause', 'pauses')}, ${plural(paused, 'jour ouvré rendu', 'jours ouvrés rendus')}`,
    ],
    [
      'Nouvelle date',
      promised !== null && `Promise le ${shortDateTime(promised, place.zone)}, à la place de la première.`,
    ],
    ['Reprise', restarted && 'La demande a été rouverte : le délai de solution repart de ce jour.'],
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

/** The right column. */
export function decideColumn(frame: AgentFrame, desk: Desk): Html {
  return html`<div class="stack">${decidePanel(frame, desk)}${routePanel(desk)}${nearPanel(desk)}${clockPanel(desk)}</div>`
}
