// « Mes demandes », on an agent’s own desk: how many wait in each of the views that they have there.
import { acting } from '#platform/actor.ts'
import { type Html, html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { number } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { readFilter, viewsOf } from './filter.ts'
import { scopeOf, viewLabel } from './inbox.ts'
import { inboxCounts } from './queries.ts'
import { reachOf } from './reach.ts'

const mine = async (ctx: Context): Promise<Html | null> => {
  const actor = acting(ctx.actor)
  if (actor.memberships.length === 0) return null
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const reach = reachOf(actor, place)
    const views = viewsOf(reach)
    if (reach.teams.length === 0 && reach.desks.length === 0) return null
    const counts = await inboxCounts(tx, scopeOf(readFilter({}, reach), reach, place, tx.now), views)
    const links = views.flatMap((view) => {
      const count = counts[view] ?? null
      return count === null
        ? []
        : [
            {
              href: `/agents?${new URLSearchParams({ vue: view })}`,
              label: viewLabel(view, place),
              end: html`<span class="count">${number(count)}</span>`,
            },
          ]
    })
    return panel('Mes demandes', linkList(links), {
      id: 'bloc-demandes',
      end: html`<a href="/agents">Toutes</a>`,
    })
  })
}

export const bureauBlocks: readonly Block[] = [
  { on: 'bureau', name: 'demandes', title: 'Mes demandes', order: 20, show: mine },
]
