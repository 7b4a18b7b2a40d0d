// On the home of agents: how much is new in the forums, and where.
import { html, type Html } from '#platform/html.ts'
import { ownName } from '#platform/actor.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { plural } from '#platform/ui/french.ts'
import { HERE, threadAt } from './record/find.ts'
import { newsOf } from './record/queries.ts'

const MOST = 4
const MOST_MOVED = 40

const news = async (ctx: Context): Promise<Html | null> => {
  if (ownName(ctx.actor) === null) return null
  const found = await ctx.db.read(ctx.actor, (tx) => newsOf(tx, MOST_MOVED))
  if (found.length === 0) return null
  const total = found.reduce((sum, { unread }) => sum + unread, 0)
  const lines = found
    .slice(0, MOST)
    .map(
      (thread) =>
        html`<li><a href="${threadAt(thread)}">${thread.title}</a><span class="meta">${thread.forum}, ${plural(thread.unread, 'nouveau message', 'nouveaux messages')}</span></li>`,
    )
  return panel(
    'Forums',
    html`<ul class="near-list">${lines}</ul><p><a href="${HERE}">Tous les forums</a></p>`,
    {
      end: html`<span class="count">${plural(total, 'nouveau', 'nouveaux')}</span>`,
    },
  )
}

export const blocks: readonly Block[] = [
  { on: 'intranet', name: 'forums', title: 'Forums', order: 40, show: news },
]
