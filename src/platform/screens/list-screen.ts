// A list on screen (filters, heads that order, rows that stack on a phone, pages) or taken away as a file.
import { acting } from '../actor.ts'
import { attrs, type Html, html, type HtmlValue } from '../html.ts'
import { z } from 'zod'
import { readQuery } from '../http/gather.ts'
import {
  type Context,
  type GetRoute,
  one,
  page,
  post,
  redirect,
  type Reply,
  type Route,
} from '../http/route.ts'
import type { Read } from '../db/db.ts'
import { startRun } from '../runs/start.ts'
import { buttonForm, linkButton, moreLink } from '../ui/button.ts'
import { emptyState, notice } from '../ui/feedback.ts'
import { appliedFilters, type Filter, filters } from '../ui/filters.ts'
import { longDate, number, plural } from '../ui/french.ts'
import { agentPage } from '../ui/layout.ts'
import { pagination } from '../ui/navigation.ts'
import type { AgentFrame } from '../ui/site.ts'
import { type Column, table } from '../ui/table.ts'
import { addressOf, type Asked, MOST_AT_ONCE, type Page, readAsked, writeCursor } from './asked.ts'
import { optionsOf, pageAtHand } from './at-hand.ts'
import { csvOf } from './csv.ts'
import { exportKind, fileNameOf, headsOf, linesOf } from './export.ts'
import { isChoice, type List, type ListColumn, type ListFilter, type Way } from './list.ts'

/** What surrounds a screen, for this exchange. */
export type FrameOf = (ctx: Context, tx: Read) => Promise<AgentFrame>

interface Shown<R> {
  list: List<R>
  asked: Asked
  page: Page<R>
  /** The filters with what they offer; a choice of one is none. */
  offered: Filter[]
  note: HtmlValue
}

/** The routes of a list: its page, with its file when it is short; and, when it may be taken away, what asks for a long one. */
export function listRoutes<R>(list: List<R>, frameOf: FrameOf, face: GetRoute['face'] = 'admin'): Route[] {
  const handle = (ctx: Context): Promise<Reply> =>
    ctx.db.read(ctx.actor, async (tx) => {
      const shown = await show(list, tx, ctx)
      if (!shown.asked.isExport) return page(screen(shown, await frameOf(ctx, tx)))
      return shown.page.hasNext ? page(longFile(shown, await frameOf(ctx, tx), ctx)) : exported(shown)
    })
  const { at, action, title, keeps } = list
  const shown = { get: at, action, title, face, handle, ...(keeps === undefined ? {} : { keeps }) }
  if (list.export === undefined) return [shown]
  const kind = exportKind(list)
  const longer = post({
    post: `${at}/fichier`,
    action,
    title: `Emporter la liste\u00a0: ${title}`,
    face,
    run: kind,
    input: z.object({ query: z.string().max(4000, 'Cette adresse est trop longue.') }),
    async handle(ctx, { query }) {
      const said = readQuery(`?${query}`)
      const asked = Object.fromEntries(Object.keys(said).map((name) => [name, one(said, name)]))
      const id = await ctx.db.write(ctx.actor, (tx) => startRun(tx, kind, { query: asked }))
      return redirect(
        `${ctx.door.runs}/${id}`,
        'Le fichier se prépare. Vous pouvez faire autre chose\u00a0: vous le retrouvez ici.',
      )
    },
  })
  return [shown, longer]
}

/** What is too long for one answer is said, and prepared apart. */
function longFile<R>({ list, asked }: Shown<R>, frame: AgentFrame, { actor }: Context): Html {
  const address = addressOf(list, asked)
  const query = new URL(address, 'http://liste').search.slice(1)
  const said = `Cette liste a plus de ${number(MOST_AT_ONCE)} ${list.several}`
  const { reading } = frame
  const isIdle = reading && acting(actor).memberships.length === 0
  const why = isIdle
    ? html`<p>Son fichier se préparerait à part, et rien ne se prépare pour qui lit seulement, comme vous jusqu’au ${longDate(reading.until)}. Raccourcissez la liste par ses filtres&nbsp;: son fichier vient alors aussitôt.</p>`
    : html`<p>Son fichier se prépare à part, en entier, avec les filtres choisis. Vous suivez sa préparation dans «\u00a0Mes travaux\u00a0», et vous seul le téléchargez.</p>`
  const act =
    !isIdle && buttonForm('Préparer le fichier', `${list.at}/fichier`, frame.csrf, { fields: { query } })
  const main = html`<div class="stack"><h1>Emporter la liste</h1>${notice('info', said, why)}
    <div class="row">${act}${linkButton('Revenir à la liste', address, { kind: 'quiet' })}</div></div>`
  return agentPage(frame, { title: 'Emporter la liste', main, current: list.at })
}

async function show<R>(list: List<R>, tx: Read, ctx: Context): Promise<Shown<R>> {
  const asked = readAsked(list, ctx.query)
  const found = await list.rows(tx, asked)
  const all = 'edges' in found ? [] : found
  const offered: Filter[] = []
  for (const filter of list.filters ?? [])
    offered.push(...(await offeredBy(filter, asked.filters[filter.name], all, tx)))
  return {
    list: openTo(ctx, list),
    asked,
    offered,
    note: await list.note?.(tx, asked),
    page: 'edges' in found ? found : pageAtHand(list, all, asked),
  }
}

/** The list with the ways that whoever asks may go. */
function openTo<R>({ actor }: Context, { add, ways = [], ...list }: List<R>): List<R> {
  const isOpen = ({ who }: Way) => who?.ever(actor) ?? true
  return { ...list, ...(add !== undefined && isOpen(add) ? { add } : {}), ways: ways.filter(isOpen) }
}

/** A filter with what it offers; nothing when that is no choice. */
async function offeredBy<R>(
  filter: ListFilter<R>,
  value: string | undefined,
  rows: readonly R[],
  tx: Read,
): Promise<Filter[]> {
  const { name, label } = filter
  if (!isChoice(filter))
    return [
      { kind: 'text', name, label, value, ...(filter.placeholder && { placeholder: filter.placeholder }) },
    ]
  const isFound = 'offered' in filter
  const offer = isFound ? await filter.offered(tx) : { all: filter.all, options: optionsOf(filter, rows) }
  // One value of the rows is all of them; one that was found stands beside what is shown at first.
  // Where nothing is to choose, an address that says it leads there all the same, and narrows nothing.
  const isChosen = isFound ? offer.options.length > 0 : offer.options.length > 1 || value !== ''
  return isChosen ? [{ kind: 'list', name, label, value, ...offer }] : []
}

/** Its file: what the filters keep, on one sheet. */
function exported<R>({ list, page: { rows } }: Shown<R>): Reply {
  const headers = { 'content-disposition': `attachment; filename="${fileNameOf(list)}"` }
  const body = csvOf([headsOf(list), ...linesOf(list, rows)])
  return { kind: 'bytes', body, type: 'text/csv; charset=utf-8', headers }
}

function columnOf<R>({ list, asked }: Shown<R>, { label, right, sort }: ListColumn<R>): Column {
  if (sort === undefined) return { label, right: right === true }
  const { order } = asked
  const isNow = order.name === sort.name
  const href = addressOf(list, asked, { tri: isNow && !order.descending ? `-${sort.name}` : sort.name })
  const now = isNow ? ({ now: order.descending ? 'descending' : 'ascending' } as const) : {}
  return { label, right: right === true, sort: { href, ...now } }
}

function rowsTable<R>(shown: Shown<R>): Html {
  const { list } = shown
  const columns = list.columns.filter(({ cell }) => cell !== null)
  return table({
    caption: list.title,
    captionHidden: true,
    columns: columns.map((column) => columnOf(shown, column)),
    rows: shown.page.rows.map((row) => columns.map(({ cell, text }) => (cell ?? text)?.(row) ?? '')),
    dense: true,
  })
}

/** What narrows the list, each with the address that takes it away. */
function applied<R>({ list, asked, offered }: Shown<R>) {
  return offered.flatMap((filter) => {
    if (filter.value === undefined || filter.value === '') return []
    const said =
      filter.kind === 'list' ? filter.options.find(({ value }) => value === filter.value)?.label : undefined
    return [{ label: said ?? filter.value, without: addressOf(list, asked, { [filter.name]: '' }) }]
  })
}

function pagesOf<R>({
  list,
  asked,
  page: { rows, hasPrevious, hasNext, edges, total },
}: Shown<R>): Html | null {
  const at = (name: string, edge: typeof edges.first) =>
    edge === null ? null : addressOf(list, asked, { [name]: writeCursor(edge) })
  const [previous, next] = [
    hasPrevious ? at('avant', edges.first) : null,
    hasNext ? at('apres', edges.last) : null,
  ]
  return pagination({ previous, next, shown: rows.length, total, one: list.one, several: list.several })
}

function body<R>(shown: Shown<R>): Html {
  const {
    list,
    asked,
    offered,
    page: { rows },
  } = shown
  const narrowed = applied(shown)
  if (rows.length === 0 && narrowed.length === 0 && asked.after === null && asked.before === null)
    return emptyState(list.empty.title, list.empty.text, list.add)
  const order = addressOf({ ...list, filters: [] }, { ...asked, filters: {} })
  const bar =
    offered.length > 0 &&
    filters({
      action: list.at,
      label: `Filtrer\u00a0: ${list.title}`,
      filters: offered,
      keep: { tri: new URL(order, 'http://liste').searchParams.get('tri') ?? undefined },
    })
  const taken = list.export && moreLink('Emporter la liste (CSV)', addressOf(list, asked, { format: 'csv' }))
  const tools =
    (narrowed.length > 0 || taken) &&
    html`<div class="toolbar">${appliedFilters(narrowed, list.at)}${taken}</div>`
  const found =
    rows.length > 0
      ? html`${rowsTable(shown)}${pagesOf(shown)}`
      : emptyState('Rien ne correspond', 'Essayez un autre mot, ou retirez un filtre.', {
          href: list.at,
          label: 'Tout voir',
        })
  return html`${bar}${tools}${found}`
}

const inOrder = (address: string): string => {
  const { pathname, searchParams } = new URL(address, 'http://liste')
  searchParams.sort()
  return `${pathname}?${searchParams}`
}

/** The other ways to look at a list; the one that was asked is said. */
function waysOf<R>({ list, asked }: Shown<R>): Html | null {
  const { ways = [] } = list
  if (ways.length === 0) return null
  const here = inOrder(addressOf(list, asked))
  const links = ways.map(
    ({ label, href }) =>
      html`<a ${attrs({ href, 'aria-current': inOrder(href) === here ? 'page' : undefined })}>${label}</a>`,
  )
  return html`<p class="row ways">${links}</p>`
}

function screen<R>(shown: Shown<R>, frame: AgentFrame): Html {
  const {
    list,
    page: { total },
    note,
  } = shown
  const { at, title, intro, add, one, several } = list
  const count =
    total !== undefined && total > 0 && html` <span class="soft">${plural(total, one, several)}</span>`
  const main = html`<div class="stack"><div class="row apart"><h1>${title}${count}</h1>${add && linkButton(add.label, add.href, { icon: 'plus' })}</div>${intro}${note}${waysOf(shown)}
    <div class="panel">${body(shown)}</div></div>`
  return agentPage(frame, { title, main, current: at })
}
