// What is read: facts, cards, slabs, timelines, conversations, bars.
import { ofPerson } from '#platform/french/noun.ts'
import type { Html, HtmlValue } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import type { IconName } from './icon.ts'
import { icon } from './icon.ts'
import { KIT } from './words.ts'

/** A term and its value. `null` values are left out. */
export type Fact = readonly [term: string, value: HtmlValue]

/** Facts in two columns; `stacked` in a narrow one. Texts keep their line feeds. */
export function facts(list: readonly Fact[], options: { stacked?: boolean } = {}): Html {
  const known = list.filter(
    ([, value]) => value !== null && value !== undefined && value !== false && value !== '',
  )
  const items = known.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)
  return html`<dl class="${options.stacked ? 'facts stacked' : 'facts'}">${items}</dl>`
}

/** A typed text as it was typed: paragraphs and line feeds. */
export function prose(text: string): Html[] {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => html`<p class="typed">${paragraph.trim()}</p>`)
}

/** A card: a title and what it holds. `plain` is on stone, without an edge. */
export function card(title: string, body: HtmlValue, options: { plain?: boolean; id?: string } = {}): Html {
  const id = options.id ?? anchor(title)
  return html`<section class="${options.plain ? 'card plain-card stack' : 'card stack'}" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`
}

/** A titled section without an edge. */
export function section(
  title: string,
  body: HtmlValue,
  options: { id?: string; small?: boolean } = {},
): Html {
  const id = options.id ?? anchor(title)
  return html`<section class="stack" aria-labelledby="${id}"><h2 ${attrs({ id, class: options.small ? 'small' : undefined })}>${title}</h2>${body}</section>`
}

/** What one opens to read more: a title, and folded under it what it holds. `id` leads inside, which opens it. */
export function fold(title: string, body: HtmlValue, options: { id?: string; meta?: string } = {}): Html {
  const { id, meta } = options
  return html`<details class="fold"><summary>${title}${meta !== undefined && html` <span class="meta">${meta}</span>`}</summary><div ${attrs({ class: 'stack', id })}>${body}</div></details>`
}

/** The contents of a long page: its sections, in their order. */
export function contents(titles: readonly string[]): Html {
  const items = titles.map((title) => html`<li><a href="#${anchor(title)}">${title}</a></li>`)
  return html`<nav class="contents no-print" aria-label="Sur cette page"><ul>${items}</ul></nav>`
}

/** An id made from a title: « Où en est la demande » gives `t-ou-en-est-la-demande`. */
export function anchor(title: string): string {
  const plain = title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return `t-${plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`
}

export interface Slab {
  href: string
  title: string
  text: string
  icon: Html
}

/** A paved grid of links (themes). */
export function slabs(list: readonly Slab[]): Html {
  const items = list.map(
    (slab) => html`<li>${slab.icon}<h3><a href="${slab.href}">${slab.title}</a></h3><p>${slab.text}</p></li>`,
  )
  return html`<ul class="slabs">${items}</ul>`
}

/** A link on its line; `end` stands at the right. */
export interface LinkLine {
  href: string
  label: HtmlValue
  /** What is said of it, beneath: not underlined. */
  under?: HtmlValue
  /** A face, before it. */
  face?: HtmlValue
  end?: HtmlValue
}

/** A list of links, one a line. */
export function linkList(list: readonly LinkLine[]): Html {
  const named = ({ label, under }: LinkLine): Html =>
    under === undefined
      ? html`<span>${label}</span>`
      : html`<span class="two"><span>${label}</span> <span class="meta">${under}</span></span>`
  return html`<ul class="links">${list.map((line) => html`<li><a href="${line.href}">${line.face}${named(line)}${line.end}</a></li>`)}</ul>`
}

export interface TimelineItem {
  title: string
  /** The moment as written, and for machines (ISO 8601). */
  when?: string | undefined
  datetime?: string | undefined
  text?: HtmlValue
  /** `now` is where the request stands, `next` what is to come. */
  state?: 'done' | 'now' | 'next'
}

/** What happened, where it stands, what comes next. `roomy` for steps to come (service page). */
export function timeline(items: readonly TimelineItem[], options: { roomy?: boolean } = {}): Html {
  const lines = items.map(({ title, when, datetime, text, state = 'done' }) => {
    const given = attrs({
      class: state === 'done' ? undefined : state,
      'aria-current': state === 'now' ? 'step' : undefined,
    })
    const moment = when && html`<time ${attrs({ datetime })}>${when}</time>`
    return html`<li ${given}><h3>${title}</h3>${moment}${typeof text === 'string' ? html`<p>${text}</p>` : text}</li>`
  })
  return html`<ol class="${options.roomy ? 'timeline roomy' : 'timeline'}">${lines}</ol>`
}

export interface Bubble {
  /** Who writes, in bold, then what they are: « Théo Grangier », « agent de la voirie ». */
  author: string
  role?: string | undefined
  when: string
  datetime?: string | undefined
  text: string
  /** On the reader's own side. */
  mine?: boolean
  /** An internal note: amber, with a lock. */
  note?: boolean
  /** Pictures and files under the text. */
  attached?: Html | null
}

/** One message of a conversation, or an internal note. */
export function bubble(message: Bubble): Html {
  const { author, role, when, datetime, note } = message
  const head = note ? html`<b>${icon('lock')} Note interne</b> ${ofPerson(author)}` : html`<b>${author}</b>`
  const classes = ['bubble', message.mine ? 'mine' : '', note ? 'note' : ''].filter(Boolean).join(' ')
  return html`<article class="${classes}"><header>${head}${role && `, ${role}`}, <time ${attrs({ datetime })}>${when}</time></header>${prose(message.text)}${message.attached}</article>`
}

/** A conversation, oldest first. */
export function talk(messages: readonly Bubble[]): Html {
  return html`<div class="talk">${messages.map(bubble)}</div>`
}

/** Shares as bars in a table: label, share between 0 and 1, and the share as written. */
export function meterBars(
  caption: string,
  rows: readonly { label: string; share: number | null; text: string }[],
): Html {
  const lines = rows.map(
    ({ label, share, text }) =>
      html`<tr><th scope="row">${label}</th><td>${share !== null && html`<meter min="0" max="100" value="${Math.round(share * 100)}" aria-label="${label}">${text}</meter>`}</td><td class="r"><b>${text}</b></td></tr>`,
  )
  return html`<table class="bars"><caption class="hidden">${caption}</caption><thead class="hidden"><tr><th scope="col">Domaine</th><th scope="col">Part</th><th scope="col">Valeur</th></tr></thead><tbody>${lines}</tbody></table>`
}

/** The state of a draft: what is kept, and how to come back. The island autosave-form writes here. */
export function draftStatus(text: string | null, more?: Html): Html {
  return html`<div class="saved" role="status">${icon('check' satisfies IconName)}<span><span data-draft-status>${text ?? KIT.notSaved()}</span>${more && html`<br>${more}`}</span></div>`
}
