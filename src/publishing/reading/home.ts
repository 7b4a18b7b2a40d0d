// What elected members find of contents: on their home, what is new for them, what comes in the diary, the press, the last pages; and on
// « Documentation », a shelf for each type that one comes back to.
import { lentTo } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { dayLeaf, panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { dayDate, shortDate } from '#platform/ui/french.ts'
import { icon, type IconName } from '#platform/ui/icon.ts'
import { localDay, territory } from '#territory'
import { comingItems, type Item, newestAnnounced, readablePage } from '../record/queries.read.ts'
import { contentTypes, type PageName } from '../types/kind.ts'
import { linesOf } from './contents.ts'
import { audienceMark, HERE, type Line } from './pages.ts'

const MOST = { announced: 5, coming: 5, press: 3, pages: 10, shelf: 4 } as const

/** How a type is pictured, by how it is read. */
const PICTURED: Readonly<Record<PageName | 'shared', IconName>> = {
  ...{
    event: 'calendar-days',
    press: 'book-open',
    experience: 'lightbulb',
    gallery: 'camera',
    shared: 'file-text',
  },
}

interface Pictured extends Line {
  page: PageName | 'shared'
  /** Neither the press, nor an event, nor what stands under a channel. */
  isLasting: boolean
}

/** Lines, each with how its type is read. */
async function pictured(tx: Read, items: readonly Item[]): Promise<Pictured[]> {
  const types = new Map((await contentTypes(tx)).map(({ type }) => [type.id, type]))
  const lines = await linesOf(tx, items)
  return items.flatMap((item, at): Pictured[] => {
    const line = lines[at]
    if (line === undefined) return []
    const { page = 'shared' as const, channel } = types.get(item.type) ?? {}
    return [{ ...line, page, isLasting: page !== 'press' && page !== 'event' && channel === undefined }]
  })
}

/** Types that are read by that page. */
const typesRead = async (tx: Read, page: PageName): Promise<string[]> =>
  (await contentTypes(tx)).flatMap(({ type }) => (type.page === page ? [type.id] : []))

const why = ({ isPublic, href, title }: Pictured): Html | false =>
  !isPublic &&
  html`<a href="${href}#pourquoi">Pourquoi je vois ceci<span class="hidden">&nbsp;: ${title}</span></a>`

const newLine = (line: Pictured): Html =>
  html`<li>${icon(PICTURED[line.page])}<div><a class="title" href="${line.href}">${line.title}</a>${line.summary !== '' && html`<p>${line.summary}</p>`}
    <p class="under">${audienceMark(line.isPublic)}<span class="meta">${line.type}, ${line.authority}, <time datetime="${line.day}">${dayDate(line.day)}</time></span>${why(line)}</p></div></li>`

const ALL = html`<a href="${HERE}">Tous les contenus</a>`

const news = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const lines = await pictured(tx, await newestAnnounced(tx, MOST.announced))
    if (lines.length === 0) return null
    const whom = lentTo(ctx.actor)?.personName ?? 'vous'
    return panel(`Nouveau pour ${whom}`, html`<ul class="brief">${lines.map(newLine)}</ul>`, { end: ALL })
  })

const diary =
  (title: string) =>
  (ctx: Context): Promise<Html | null> =>
    ctx.db.read(ctx.actor, async (tx) => {
      const { zone } = await territory(tx)
      const types = await typesRead(tx, 'event')
      const coming = await comingItems(tx, types, localDay(tx.now, zone), MOST.coming)
      if (coming.length === 0) return null
      const lines = await linesOf(tx, coming)
      const said = coming.map(
        ({ eventDay, hours, place, isCancelled }, at) =>
          html`<li>${dayLeaf(eventDay)}<div><a class="title" href="${lines[at]?.href ?? HERE}">${lines[at]?.title}</a>${isCancelled && html`<p>${tag('bad', 'Annulé')}</p>`}<p class="meta">${[hours, place].filter((text) => text !== '').join(', ')}</p></div></li>`,
      )
      const end = types.length === 1 && html`<a href="${HERE}?type=${types[0] ?? ''}">Tous les événements</a>`
      return panel(title, html`<ul class="brief">${said}</ul>`, { end })
    })

const FIRST = { after: null, before: null }
const ANY = { theme: '', about: null }

const press = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const [type] = await typesRead(tx, 'press')
    if (type === undefined) return null
    const { rows } = await readablePage(tx, { ...ANY, type }, { ...FIRST, most: MOST.press })
    if (rows.length === 0) return null
    const lines = (await linesOf(tx, rows)).map(
      ({ href, title, summary, day }) =>
        html`<li><div><a class="title" href="${href}">${title}</a><p class="meta">${summary !== '' && html`${summary} `}<time datetime="${day}">${shortDate(day)}</time></p></div></li>`,
    )
    return panel('Revue de presse', html`<ul class="brief">${lines}</ul>`, {
      end: html`<a href="${HERE}?type=${type}">Toute la presse</a>`,
    })
  })

/** Pages, documents, sheets: neither what is announced above nor the press, nor events, nor what stands under a channel. */
const lasting =
  (title: string) =>
  (ctx: Context): Promise<Html | null> =>
    ctx.db.read(ctx.actor, async (tx) => {
      const told = new Set((await newestAnnounced(tx, MOST.announced)).map(({ id }) => id))
      const { rows } = await readablePage(tx, { ...ANY, type: '' }, { ...FIRST, most: 40 })
      const lines = await pictured(
        tx,
        rows.filter(({ id }) => !told.has(id)),
      )
      const shown = lines.filter(({ isLasting }) => isLasting).slice(0, MOST.pages)
      if (shown.length === 0) return null
      const said = shown.map(
        (line) =>
          html`<li>${icon(PICTURED[line.page])}<a class="title" href="${line.href}">${line.title}</a>${audienceMark(line.isPublic)}<span class="meta">${line.authority}, ${shortDate(line.day)}</span></li>`,
      )
      return panel(title, html`<ul class="ten">${said}</ul>`, { end: ALL })
    })

/** The newest of each type that one comes back to. */
const shelves = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const shown: Html[] = []
    for (const { type } of (await contentTypes(tx)).filter(({ type: { isReference } }) => isReference)) {
      const { rows } = await readablePage(tx, { ...ANY, type: type.id }, { ...FIRST, most: MOST.shelf })
      if (rows.length === 0) continue
      const lines = (await linesOf(tx, rows)).map(
        ({ href, title, isPublic, authority, day }) =>
          html`<li><div><a class="title" href="${href}">${title}</a><p class="under">${audienceMark(isPublic)}<span class="meta">${authority}, ${shortDate(day)}</span></p></div></li>`,
      )
      const all = html`<a href="${HERE}?type=${type.id}">Tout<span class="hidden">&nbsp;: ${type.several}</span></a>`
      shown.push(panel(type.several, html`<ul class="brief">${lines}</ul>`, { end: all }))
    }
    return shown.length === 0 ? null : html`${shown}`
  })

export const homeBlocks: readonly Block[] = [
  { on: 'territories', order: 10, show: news },
  { on: 'territories', order: 50, show: lasting('Dernières pages et fiches') },
  { on: 'territories-side', order: 5, show: diary('À venir') },
  { on: 'territories-side', order: 60, show: press },
  { on: 'documentation', order: 10, show: shelves },
  {
    ...{ on: 'intranet', name: 'pages', title: 'Dernières pages et documents', order: 50 },
    show: lasting('Dernières pages et documents'),
  },
  { on: 'intranet-side', name: 'diary', title: 'Agenda', order: 10, show: diary('Agenda') },
]
