// GET /intranet: the home of agents, made of what the modules bring.
import { html } from '#platform/html.ts'
import { blocksOf, type Context, page, type Reply } from '#platform/http/route.ts'
import { longDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { intranetFrame, localDay, territory } from '#territory'

export const HERE = '/intranet'

export async function showHome(ctx: Context): Promise<Reply> {
  const [first, beside] = [await blocksOf(ctx, 'intranet'), await blocksOf(ctx, 'intranet-side')]
  return ctx.db.read(ctx.actor, async (tx) => {
    const { zone } = await territory(tx)
    const today = longDate(localDay(tx.now, zone))
    const main = html`<div class="stack"><h1>Bonjour ${ctx.actor.label} <span class="soft">${today}</span></h1>
      <div class="duo"><div>${first}</div><div>${beside}</div></div></div>`
    return page(agentPage(await intranetFrame(ctx, tx), { title: 'Accueil des agents', main, current: HERE }))
  })
}
