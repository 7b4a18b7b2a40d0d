// How many notices wait, on the home of the account, on the first page of the desk and on that of the administration, where whoever
// has no desk lands; nothing when none does.
import { ownName } from '#platform/actor.ts'
import { type Html, html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { icon } from '#platform/ui/icon.ts'
import { mediumDate, plural } from '#platform/ui/french.ts'
import { panel } from '#platform/ui/desk.ts'
import { territory } from '#territory'
import { ADDRESS, kindIds, type Place } from './places.ts'
import { noticesOf, unreadOf } from './queries.ts'

const waitingAt =
  (place: Place) =>
  async (ctx: Context): Promise<Html | null> => {
    const personId = ownName(ctx.actor)
    if (personId === null) return null
    const count = await ctx.db.read(ctx.actor, (tx) => unreadOf(tx, personId, kindIds(ctx, place)))
    if (count === 0) return null
    return html`<p class="told-count">${icon('bell')} <a href="${ADDRESS[place]}">${plural(count, 'notification non lue', 'notifications non lues')}</a></p>`
  }

const MOST = 5

/** On an agent’s own desk: those that they have not read, the newest first; read ones are on their page. */
const messages = async (ctx: Context): Promise<Html | null> => {
  const personId = ownName(ctx.actor)
  if (personId === null) return null
  return ctx.db.read(ctx.actor, async (tx) => {
    const told = await noticesOf(tx, personId, kindIds(ctx, 'desk'), MOST)
    const unread = told.filter(({ readAt }) => readAt === null)
    const { zone } = await territory(tx)
    const lines = unread.map(
      ({ title, detail, createdAt }) =>
        html`<li><div><a class="title" href="${ADDRESS.desk}">${title}</a>${detail !== '' && html`<p class="meta">${detail}</p>`}<p class="meta">${mediumDate(createdAt, zone)}</p></div></li>`,
    )
    const body =
      lines.length > 0 ? html`<ul class="brief">${lines}</ul>` : html`<p class="meta">Vous avez tout lu.</p>`
    return panel('Messages', body, {
      id: 'bloc-messages',
      end: html`<a href="${ADDRESS.desk}">Tous les messages</a>`,
    })
  })
}

export const blocks: readonly Block[] = [
  { on: 'bureau', name: 'messages', title: 'Messages', order: 10, show: messages },
  { on: 'account', order: 5, show: waitingAt('account') },
  { on: 'desk', order: 5, show: waitingAt('desk') },
  { on: 'administration', order: 4, show: waitingAt('desk') },
]
