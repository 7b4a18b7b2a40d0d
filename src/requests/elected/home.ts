// « Les demandes de Bron », on the home of elected members.
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import type { Read } from '#platform/db/db.ts'
import type { Authority } from '#territory'
import { isTold, keyFigures, sentence, titleOf, tooFew } from './pages/figures.ts'
import { behindOf, electedIn, figuresIn, HERE } from './read.ts'

async function panelOf(ctx: Context, tx: Read, authority: Authority): Promise<Html> {
  const figures = await figuresIn(tx, authority)
  const end = html`<a href="${HERE}?collectivite=${authority.code}">Par thème</a>`
  if (!isTold(figures)) return panel(titleOf(authority), tooFew(), { bare: true })
  return panel(
    titleOf(authority),
    html`<div class="inside">${sentence(figures)}</div>${keyFigures(figures, authority, behindOf(ctx, authority))}`,
    { bare: true, end },
  )
}

const ofMine = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const [first] = await electedIn(ctx, tx)
    return first === undefined ? null : panelOf(ctx, tx, first)
  })

export const blocks: readonly Block[] = [{ on: 'territories', order: 40, show: ofMine }]
