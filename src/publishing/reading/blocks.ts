// What is new for whoever reads, on the home of their account; nothing when nothing is.
import { html } from '#platform/html.ts'
import type { AwaitedSource, Block, Context } from '#platform/http/route.ts'
import { section } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { dayDate } from '#platform/ui/french.ts'
import type { Html } from '#platform/html.ts'
import { ownName } from '#platform/actor.ts'
import { notice } from '#platform/ui/feedback.ts'
import { territory } from '#territory'
import { unacknowledged } from '../record/queries.acknowledge.ts'
import { addressOf, type RecentContent, recentContents } from './contents.ts'
import { HERE } from './pages.ts'

const MOST = 5
const TITLE = 'Contenus récents'
const ALL = html`<a href="${HERE}">Tous les contenus</a>`

const line = ({ href, title, type, authority, day }: RecentContent): Html =>
  html`<li><div><a class="title" href="${href}">${title}</a><p class="meta">${type}, ${authority}, ${dayDate(day)}</p></div></li>`

const inSection = (lines: Html[]): Html => section(TITLE, html`<ul class="plain">${lines}</ul><p>${ALL}</p>`)
const inPanel = (lines: Html[]): Html => panel(TITLE, html`<ul class="brief">${lines}</ul>`, { end: ALL })

const recent =
  (frame: (lines: Html[]) => Html) =>
  (ctx: Context): Promise<Html | null> =>
    ctx.db.read(ctx.actor, async (tx) => {
      const found = await recentContents(tx, ctx.actor, MOST)
      return found.length === 0 ? null : frame(found.map(line))
    })

/** What is urgent and waits for one’s word, before anything else. */
const urgent = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const personId = ownName(ctx.actor)
    const items = personId === null ? [] : await unacknowledged(tx, personId, MOST)
    if (items.length === 0) return null
    return notice(
      'warn',
      'Urgent\u00a0: à lire, puis à dire que vous l’avez lu',
      html`<ul class="links">${items.map((item) => html`<li><a href="${addressOf(item)}">${item.title}</a></li>`)}</ul>`,
    )
  })

/** The same, in what is awaited of whoever reads. */
export const urgentContents: AwaitedSource = {
  id: 'publishing.urgent',
  async read({ actor, db }, _today, most) {
    const personId = ownName(actor)
    if (personId === null) return []
    return db.read(actor, async (tx) => {
      const items = await unacknowledged(tx, personId, most)
      const place = items.length === 0 ? null : await territory(tx)
      return items.map((item) => ({
        href: addressOf(item),
        title: item.title,
        about: `${place?.authority(item.authorityId).name ?? ''}, à lire, puis à dire que vous l’avez lu`,
        dueOn: null,
      }))
    })
  },
}

export const contentBlocks: readonly Block[] = [
  { on: 'account', order: 2, show: urgent },
  { on: 'account', order: 8, show: recent(inSection) },
  { on: 'desk', order: 30, show: recent(inPanel) },
]
