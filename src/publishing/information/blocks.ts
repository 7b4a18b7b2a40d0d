// What is said to agents and elected members, on the home of their account, the desk or the administration; nothing when nothing is.
import { lentTo } from '#platform/actor.ts'
import { type Html, html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { section } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { dayDate } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { noticesForAudiences } from './queries.ts'

const MOST = 3

/** « Informations pour vous », or for the member whose seats are lent. */
const titleFor = (ctx: Context): string => `Informations pour ${lentTo(ctx.actor)?.personName ?? 'vous'}`
const ALL = html`<a href="/informations">Toutes les informations</a>`

/** As residents’ pages show a list, and as those of agents do. */
const inSection = (title: string, lines: Html[]) =>
  section(title, html`<ul class="plain">${lines}</ul><p>${ALL}</p>`)
const inPanel = (title: string, lines: Html[]) =>
  panel(title, html`<ul class="brief">${lines}</ul>`, { end: ALL })

const forThem =
  (frame: (title: string, lines: Html[]) => Html) =>
  (ctx: Context): Promise<Html | null> =>
    ctx.db.read(ctx.actor, async (tx) => {
      const notices = await noticesForAudiences(tx, MOST)
      if (notices.length === 0) return null
      const place = await territory(tx)
      const lines = notices.map(
        ({ id, title, theme, authorityId, publishedAt }) =>
          html`<li><div><a class="title" href="/informations/${id}">${title}</a><p class="meta">${theme}, ${place.authority(authorityId).name}, ${dayDate(publishedAt, place.zone)}</p></div></li>`,
      )
      return frame(titleFor(ctx), lines)
    })

export const blocks: readonly Block[] = [
  { on: 'desk', order: 20, show: forThem(inPanel) },
  { on: 'administration', order: 20, show: forThem(inPanel) },
  { on: 'territories', order: 20, show: forThem(inPanel) },
  { on: 'account', order: 6, show: forThem(inSection) },
]
