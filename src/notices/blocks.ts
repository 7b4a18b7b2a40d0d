// How many notices wait, on the home of the account, on the first page of the desk and on that of the administration, where whoever
// has no desk lands; nothing when none does.
import { ownName } from '#platform/actor.ts'
import { type Html, html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { icon } from '#platform/ui/icon.ts'
import { plural } from '#platform/ui/french.ts'
import { ADDRESS, kindIds, type Place } from './places.ts'
import { unreadOf } from './queries.ts'

const waitingAt =
  (place: Place) =>
  async (ctx: Context): Promise<Html | null> => {
    const personId = ownName(ctx.actor)
    if (personId === null) return null
    const count = await ctx.db.read(ctx.actor, (tx) => unreadOf(tx, personId, kindIds(ctx, place)))
    if (count === 0) return null
    return html`<p class="told-count">${icon('bell')} <a href="${ADDRESS[place]}">${plural(count, 'notification non lue', 'notifications non lues')}</a></p>`
  }

export const blocks: readonly Block[] = [
  { on: 'account', order: 5, show: waitingAt('account') },
  { on: 'desk', order: 5, show: waitingAt('desk') },
  { on: 'administration', order: 4, show: waitingAt('desk') },
]
