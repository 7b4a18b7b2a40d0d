// « Les demandes de Bron », on the home of elected members.
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import type { Read } from '#platform/db/db.ts'
import { localDay, type Authority, territory } from '#territory'
import { keyFigures, placesTable, sentence, titleOf } from './pages/figures.ts'
import { electedIn, figuresIn, HERE, placesIn } from './read.ts'

/** On the home: the most urgent alone. */
const FIRST = 5

async function panelOf(tx: Read, authority: Authority): Promise<Html> {
  const { zone } = await territory(tx)
  const figures = await figuresIn(tx, authority)
  const places = await placesIn(tx, authority, FIRST)
  const table = places.length > 0 && placesTable(places, zone, localDay(tx.now, zone))
  const all = html`<p class="inside"><a href="${HERE}?collectivite=${authority.code}">Par thème${table && ' et par rue'}</a></p>`
  return panel(
    titleOf(authority),
    html`<div class="inside">${sentence(figures)}</div>${keyFigures(figures, authority)}${table}${all}`,
    { bare: true, end: html`<span class="meta">sans le nom des habitants</span>` },
  )
}

const ofMine = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const [first] = await electedIn(ctx, tx)
    return first === undefined ? null : panelOf(tx, first)
  })

export const blocks: readonly Block[] = [{ on: 'territories', order: 40, show: ofMine }]
