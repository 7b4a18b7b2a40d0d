// GET /territoires/documentation: what one comes back to, made of what the modules bring: files, guides, sites, how things are done, who advises.
import { html } from '#platform/html.ts'
import { blocksOf, type Context, page, type Reply } from '#platform/http/route.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { territoriesFrame } from '#territory'

export const DOCUMENTATION = '/territoires/documentation'

export async function showDocumentation(ctx: Context): Promise<Reply> {
  const shelves = await blocksOf(ctx, 'documentation')
  return ctx.db.read(ctx.actor, async (tx) => {
    const main = html`<div class="stack"><h1>Documentation</h1>
      <p class="reading">Ce à quoi l’on revient&nbsp;: dossiers, documents, sites choisis, qui fait quoi, durées de conservation, presse. Les sites sont vérifiés chaque semaine.</p>
      ${shelves.length === 0 ? emptyState('Rien n’est encore publié ici') : html`<div class="shelves">${shelves}</div>`}</div>`
    const frame = await territoriesFrame(ctx, tx)
    return page(agentPage(frame, { title: 'Documentation', main, current: DOCUMENTATION }))
  })
}
