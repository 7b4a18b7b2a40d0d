// The screen of one request: its head with both clocks, then three columns (known, said, decided).
import { html, type Html } from '#platform/html.ts'
import { type ClockView as ShownClock, clocks } from '#platform/ui/desk.ts'
import { errorSummary, notice, tag } from '#platform/ui/feedback.ts'
import { dateTime, shortDate } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { type ClockView, clockStatus, workingDaysLeft } from '#workflows'
import { backQuery, type Desk } from '../desk.ts'
import { inboxHref } from '../filter.ts'
import { CHANNEL_PHRASES } from '../words.ts'
import { accessPanel, decideColumn } from './desk-decide.ts'
import { factsColumn } from './desk-facts.ts'
import { type Composing, threadPanel } from './desk-thread.ts'

function shownClock(
  label: string,
  view: ClockView,
  { calendar, place, request }: Desk,
  now: Date,
): ShownClock {
  const status = clockStatus(view, now)
  const total = view.totalWorkingDays
  const left = workingDaysLeft(view, now, calendar) ?? 0
  const base = { label, day: view.dueDay, total, elapsed: total - left }
  if (view.doneAt !== null) {
    const kept = status === 'met' ? 'dans les temps' : 'après la date promise'
    return {
      ...base,
      state: 'done',
      elapsed: total,
      text: `Faite le ${shortDate(view.doneAt, place.zone)}, ${kept}`,
    }
  }
  if (status === 'paused')
    return {
      ...base,
      state: 'paused',
      elapsed: 0,
      text: `En pause depuis le ${shortDate(request.stateSince, place.zone)}`,
    }
  if (status !== 'late' && left === 0) return { ...base, state: 'risk', text: 'C’est aujourd’hui' }
  return { ...base, state: status === 'late' ? 'late' : status === 'risk' ? 'risk' : 'ok' }
}

function neighbourLinks({ previous, next, back }: Desk): Html {
  const link = (ref: string | null, label: string, name: 'chevron-up' | 'chevron-down') =>
    ref !== null &&
    html`<a href="/agents/demandes/${ref}${backQuery(back)}">${icon(name)}<span class="hidden">${label}</span></a>`
  return html`${link(previous, 'Demande précédente', 'chevron-up')}${link(next, 'Demande suivante', 'chevron-down')}`
}

function head(desk: Desk, now: Date): Html {
  const { request, place, state, back, backLabel, clocks: both } = desk
  const area = place.area(request.areaCode)?.name ?? ''
  const where = request.placeAddress === '' ? area : `${request.placeAddress}, ${area}`
  return html`<div class="file-head"><div class="stack tight">
    <p class="row tiny-gap"><a href="${inboxHref(back)}">${icon('arrow-left')}${backLabel}</a>${neighbourLinks(desk)}</p>
    <h1>${request.subject} <span class="soft">${where}</span></h1>
    <p class="row tiny-gap">${tag(state.tone, state.label)}<span class="meta">${request.ref}, reçue ${CHANNEL_PHRASES[request.channel]} ${dateTime(request.receivedAt, place.zone)}</span></p></div>
    ${clocks([shownClock('Première réponse', both.firstAnswer, desk, now), shownClock('Solution', both.solution, desk, now)])}</div>`
}

/** GET /agents/demandes/:ref. `refusal`: why the last act was not done, nothing being lost. */
export function deskPage(
  frame: AgentFrame,
  desk: Desk,
  options: { composing: Composing; refusal: string | null; now: Date },
): Html {
  const { composing, refusal, now } = options
  const errors = composing.problems.map(({ field, message }) => ({
    id: field === '' ? 'message' : field,
    message,
  }))
  const said = html`${refusal !== null && notice('bad', 'L’action n’a pas été faite', html`<p>${refusal}</p>`)}${errorSummary(errors, 'Le texte tapé et les fichiers acceptés sont gardés.')}`
  const isQuiet = errors.length === 0 && refusal === null
  const main = html`${head(desk, now)}${!isQuiet && html`<div class="desk-body">${said}</div>`}<div class="desk-body three">${factsColumn(frame, desk)}
    <div class="stack">${threadPanel(frame, desk, composing)}${accessPanel(desk)}</div>${decideColumn(frame, desk)}</div>`
  return agentPage(frame, {
    title: `${desk.request.ref} ${desk.request.subject}`,
    main,
    layout: 'bare',
    current: '/agents',
    errorCount: errors.length,
  })
}
