// The screen of one request: its head with both clocks, then what was said, what is done, what is known.
import { html, type Html } from '#platform/html.ts'
import { type ClockView as ShownClock, clocks, requestKeys } from '#platform/ui/desk.ts'
import { errorSummary, notice, tag } from '#platform/ui/feedback.ts'
import { dateTime, shortDate } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { type ClockView, clockStatus, workingDaysLeft } from '#workflows'
import type { Desk } from '../desk.ts'
import { backQuery } from '../../inbox/back.ts'
import { inboxHref } from '../../inbox/filter.ts'
import { dayOf } from '../../record/clocks.ts'
import { CHANNEL_PHRASES, planNow, planText } from '../../record/words.ts'
import { relayPanel } from '../../relay/pages/panel.ts'
import type { Writing } from '../writing.ts'
import { actPanel } from './act.ts'
import { accessPanel, clockPanel, decidePanel, nearPanel, routePanel, untoldPanel } from './decide.ts'
import { knownColumn, wordsPanel } from './facts.ts'
import { threadPanel } from './thread.ts'

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
  const link = (
    ref: string | null,
    label: string,
    rel: 'prev' | 'next',
    name: 'chevron-up' | 'chevron-down',
  ) =>
    ref !== null &&
    html`<a rel="${rel}" href="/agents/demandes/${ref}${backQuery(back)}">${icon(name)}<span class="hidden">${label}</span></a>`
  return html`${link(previous, 'Demande précédente', 'prev', 'chevron-up')}${link(next, 'Demande suivante', 'next', 'chevron-down')}`
}

function head(desk: Desk, now: Date): Html {
  const { request, place, state, back, backLabel, clocks: both } = desk
  const area = place.area(request.areaCode)?.name ?? ''
  const plan = planNow(request, dayOf(place, now))
  const where = request.placeAddress === '' ? area : `${request.placeAddress}, ${area}`
  return html`<div class="file-head"><div class="stack tight">
    <p class="row tiny-gap"><a href="${inboxHref(back)}">${icon('arrow-left')}${backLabel}</a>${neighbourLinks(desk)}</p>
    <h1 id="demande" tabindex="-1">${request.subject} <span class="soft">${where}</span></h1>
    <p class="row tiny-gap">${tag(state.tone, state.label)}${plan !== null && tag(plan.isPassed ? 'warn' : 'idle', planText(plan))}${request.untoldSince !== null && tag('warn', 'Personne à prévenir')}<span class="meta">${request.ref}, reçue ${CHANNEL_PHRASES[request.channel]} ${dateTime(request.receivedAt, place.zone)}</span></p></div>
    ${clocks([shownClock('Première réponse', both.firstAnswer, desk, now), shownClock('Solution', both.solution, desk, now)])}</div>`
}

/** First of all: what the person declared dangerous. */
function dangerNotice({ dangers }: Desk): Html | null {
  if (dangers.length === 0) return null
  const list = html`<ul class="plain">${dangers.map((text) => html`<li>${text}</li>`)}</ul>`
  return html`<div class="desk-body">${notice('bad', 'Danger signalé par la personne', list, { icon: 'triangle-alert' })}</div>`
}

function said({ problems, refusal, changes }: Writing): Html | null {
  const errors = problems.map(({ field, message }) => ({ id: field === '' ? 'message' : field, message }))
  if (errors.length === 0 && refusal === null && changes.length === 0) return null
  const list = html`<ul>${changes.map((text) => html`<li>${text}.</li>`)}</ul><p>Rien n’est parti, et ce que vous avez tapé est gardé. Lisez ce qui a changé, puis envoyez quand même, corrigez votre texte, ou effacez-le.</p>`
  return html`<div class="desk-body">${changes.length > 0 && notice('warn', 'La demande a changé depuis que vous l’avez ouverte', list)}${refusal !== null && notice('bad', 'L’action n’a pas été faite', html`<p>${refusal}</p><p>Ce que vous avez tapé est gardé.</p>`)}${errorSummary(errors, 'Le texte tapé et les fichiers acceptés sont gardés.')}</div>`
}

/** The screen of a request: the resident's words and the thread, the act that is open or what can be decided, what is known. */
export function deskPage(frame: AgentFrame, desk: Desk, writing: Writing, now: Date): Html {
  const open = desk.transitions.find(({ id }) => id === writing.what)
  const main =
    requestKeys(html`${head(desk, now)}${dangerNotice(desk)}${said(writing)}<div class="work"><div class="stack">${wordsPanel(desk)}${threadPanel(frame, desk, writing)}</div>
    <div class="stack">${open !== undefined && actPanel(frame, desk, open, writing)}${untoldPanel(desk)}${relayPanel(frame.csrf, desk.request.ref, desk.link, desk.place.zone)}${decidePanel(desk, open)}${nearPanel(desk)}${routePanel(desk)}</div>
    <div class="known stack">${knownColumn(frame, desk)}${clockPanel(desk)}${accessPanel(desk)}</div></div>`)
  const title = open === undefined ? desk.request.subject : `${open.label}, ${desk.request.subject}`
  return agentPage(frame, {
    title: `${desk.request.ref} ${title}`,
    main,
    layout: 'bare',
    current: '/agents',
    errorCount: writing.problems.length,
  })
}
