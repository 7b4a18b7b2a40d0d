// What only the agents' desk shows: panels, views, clocks, due dates, figures, the feed and the bulk bar.
import type { Html, HtmlValue } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import { anchor } from './content.ts'
import type { Day } from './french.ts'
import { dueLabel, monthShort, number, plural, shortDate } from './french.ts'
import { initials } from './header.ts'
import type { IconName } from './icon.ts'
import { icon, iconNamed } from './icon.ts'
import type { Tab } from './navigation.ts'

/** A day, as a leaf of a diary. */
export const dayLeaf = (day: Day): Html =>
  html`<time class="day" datetime="${day}"><b>${Number(day.slice(8))}</b>${monthShort(day)}</time>`

/** A white panel with its head. `end` stands at the right of the title. */
export function panel(
  title: string,
  body: HtmlValue,
  options: { end?: HtmlValue; id?: string; bare?: boolean } = {},
): Html {
  const id = options.id ?? anchor(title)
  const inside = options.bare ? html`${body}` : html`<div class="inside stack tight">${body}</div>`
  return html`<section class="panel" aria-labelledby="${id}"><header><h2 id="${id}">${title}</h2>${options.end}</header>${inside}</section>`
}

export interface View extends Tab {
  tone?: 'bad' | 'warn' | undefined
}

/** The column of views at the left of the inbox. */
export function views(groups: readonly { title: string; views: readonly View[] }[], end?: Html): Html {
  const lists = groups.map(({ title, views: list }) => {
    const items = list.map(({ href, label, current, count, tone }) => {
      const badge =
        count !== undefined &&
        html` <span class="${tone ? `count ${tone}` : 'count'}">${number(count)}</span>`
      return html`<li><a ${attrs({ href, 'aria-current': current ? 'page' : undefined })}>${label}${badge}</a></li>`
    })
    return html`<h2>${title}</h2><ul>${items}</ul>`
  })
  return html`<nav class="side" aria-label="Vues">${lists}${end}</nav>`
}

/** Keys of the inbox, said at the foot of the views. */
export function inboxKeysHelp(): Html {
  return html`<p class="keys meta"><kbd>J</kbd> <kbd>K</kbd> se déplacer<br><kbd>X</kbd> choisir, <kbd>A</kbd> affecter<br><kbd>/</kbd> chercher, <kbd>?</kbd> tout voir</p>`
}

/** How a delay stands. `done` was kept or not, `paused` waits for the resident. */
export type DueState = 'ok' | 'risk' | 'late' | 'done' | 'paused' | 'none'

const DUE: Record<'risk' | 'late', { className: string; icon: IconName; word: string }> = {
  risk: { className: 'due warn', icon: 'hourglass', word: 'à risque' },
  late: { className: 'due bad', icon: 'clock-alert', word: 'en retard' },
}

/** The cell of a promised day: « Aujourd’hui », « − 3 jours », « ven. 27 nov. », « Faite », « En pause ». */
export function dueCell(due: { day: Day | null; today: Day; state: DueState }): Html {
  const { day, today, state } = due
  if (state === 'done') return html`<span class="due ok">Faite</span>`
  if (state === 'paused') return html`<span class="due ok">En pause</span>`
  if (day === null || state === 'none') return html`<span class="due ok">–</span>`
  if (state === 'ok') return html`<span class="due ok">${dueLabel(day, today)}</span>`
  const look = DUE[state]
  return html`<span class="${look.className}">${icon(look.icon)} ${dueLabel(day, today)}<span class="hidden"> (${look.word})</span></span>`
}

export interface ClockView {
  /** « Première réponse », « Solution » */
  label: string
  state: DueState
  /** Promised day. */
  day: Day | null
  /** Working days of the delay, and those already gone. */
  total: number
  elapsed: number
  /** Says more than the days left: « Faite le mar. 24 nov. », « En pause depuis le lun. 23 nov. » */
  text?: string | undefined
}

const CLOCK_CLASS: Record<DueState, string> = {
  ok: 'clock',
  risk: 'clock warn',
  late: 'clock bad',
  done: 'clock',
  paused: 'clock idle',
  none: 'clock idle',
}

function clockText({ state, total, elapsed, text }: ClockView): Html {
  if (text !== undefined) return html`<b>${text}</b>`
  const left = total - elapsed
  if (left < 0 || state === 'late')
    return html`<b>En retard de ${plural(Math.max(1, -left), 'jour', 'jours')}</b>`
  const verb = left < 2 ? 'Reste' : 'Restent'
  return html`<b>${verb} ${plural(left, 'jour ouvré', 'jours ouvrés')}</b> sur les ${total} promis`
}

/** The clocks in the head of a request. */
export function clocks(list: readonly ClockView[]): Html {
  const items = list.map((clock) => {
    const label = `${clock.label}, délai écoulé`
    const gone = Math.min(clock.total, Math.max(0, clock.elapsed))
    const bar = html`<progress max="${clock.total}" value="${gone}" aria-label="${label}">${clock.elapsed} jours sur ${clock.total}</progress>`
    return html`<div class="${CLOCK_CLASS[clock.state]}"><dt>${clock.label}</dt><dd>${clock.day ? shortDate(clock.day) : '–'}</dd><dd>${bar}</dd><dd class="say">${clockText(clock)}</dd></div>`
  })
  return html`<dl class="clocks">${items}</dl>`
}

/** Who has the request in hand, in two letters with the name for everyone. */
export function agentMark(name: string): Html {
  return html`<span class="initials small-i" title="${name}" aria-hidden="true">${initials(name)}</span><span class="hidden">${name}</span>`
}

/** A channel as a small icon with its word hidden. */
export function channelMark(
  channel: 'web' | 'phone' | 'desk' | 'mail' | 'letter' | 'api',
  label: string,
): Html {
  const shapes = {
    web: 'globe',
    phone: 'phone',
    desk: 'landmark',
    mail: 'mail',
    letter: 'mailbox',
    api: 'share-2',
  } as const
  return html`${icon(shapes[channel])}<span class="hidden">${label}</span>`
}

/** Key figures: each a term, a value and what to compare it with; `href` leads to what is counted. */
export function figures(
  list: readonly { label: string; value: string; detail?: string; href?: string | undefined }[],
): Html {
  const items = list.map(
    ({ label, value, detail, href }) =>
      html`<div class="figure"><dt>${href === undefined ? label : html`<a href="${href}">${label}</a>`}</dt><dd>${value}</dd>${detail && html`<dd class="meta">${detail}</dd>`}</div>`,
  )
  return html`<dl class="panel kpis">${items}</dl>`
}

/** A fact of the request's feed: an icon, what happened, when. */
export function feedFact(fact: {
  icon?: string
  text: HtmlValue
  when: string
  datetime?: string | undefined
  /** An act on the fact itself, after it. */
  end?: HtmlValue
}): Html {
  const moment = html`<time ${attrs({ datetime: fact.datetime })}>${fact.when}</time>`
  return html`<li class="fact"><span>${iconNamed(fact.icon, 'info')}</span><p>${fact.text} ${moment}${fact.end && html` ${fact.end}`}</p></li>`
}

/** The feed: facts (`feedFact`) and bubbles in their order. */
export function feed(items: readonly Html[]): Html {
  return html`<ol class="feed">${items}</ol>`
}

/** Why the request came here: numbered reasons, each with its source. */
export function because(reasons: readonly { text: HtmlValue; source?: string | undefined }[]): Html {
  const items = reasons.map(
    ({ text, source }) => html`<li>${text}${source && html` <span class="meta">${source}</span>`}</li>`,
  )
  return html`<ol class="because">${items}</ol>`
}

/** The box that chooses a row. `form` is the id of the form of the bulk bar. */
export function rowTick(reference: string, form: string): Html {
  return html`<input class="tick" type="checkbox" name="ref" value="${reference}" form="${form}" aria-label="Choisir la demande ${reference}">`
}

/** Actions on the rows chosen: a form (`id`) whose buttons work without JavaScript; the count needs the island. */
export function bulkBar(id: string, action: string, hidden: Html, actions: HtmlValue): Html {
  return html`<form class="bulk" method="post" action="${action}" id="${id}" aria-label="Actions sur la sélection">${hidden}<b role="status" data-bulk-count>Demandes choisies</b>${actions}</form>`
}

/** A request whose keys answer and go down the list, when scripts run. */
export function requestKeys(content: Html): Html {
  return html`<request-keys>${content}</request-keys>`
}

/** The inbox: its filters, bulk bar and table, with keys J K X A / ? when scripts run. */
export function inboxKeys(content: Html): Html {
  return html`<inbox-keys>${content}</inbox-keys>`
}
