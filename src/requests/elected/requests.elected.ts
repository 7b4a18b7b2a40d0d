// GET /territoires/demandes: the requests of where one is elected, by theme, and by street for whoever leads there.
import { type Html, html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { tabs } from '#platform/ui/navigation.ts'
import { type Authority, localDay, territoriesFrame, territory } from '#territory'
import { keyFigures, placesTable, sentence, themesTable, titleOf } from './pages/figures.ts'
import { askedOf, electedIn, figuresIn, HERE, placesIn } from './read.ts'

/** More than these are not read on a page. */
const MOST = 100

/** One tab for each authority, when there are several. */
function choice(all: readonly Authority[], shown: Authority): Html | null {
  if (all.length < 2) return null
  const links = all.map((authority) => ({
    href: `${HERE}?collectivite=${authority.code}`,
    label: authority.name,
    current: authority.id === shown.id,
  }))
  return tabs('Collectivités', links)
}

const show = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { zone } = await territory(tx)
    const all = await electedIn(ctx, tx)
    const authority = askedOf(ctx, all)
    const figures = await figuresIn(tx, authority)
    const places = await placesIn(tx, authority, MOST)
    const title = titleOf(authority)
    const main = html`<div class="stack"><h1>${title} <span class="soft">sans le nom des habitants</span></h1>${choice(all, authority)}
      ${sentence(figures)}${keyFigures(figures, authority)}
      ${panel('Par thème', themesTable(figures), { bare: true })}
      ${places.length > 0 && panel(places.length < MOST ? 'Par rue' : `Par rue, les ${MOST} plus urgentes`, placesTable(places, zone, localDay(tx.now, zone)), { bare: true })}</div>`
    return page(agentPage(await territoriesFrame(ctx, tx), { title, main, current: HERE }))
  })

export const electedRoutes: readonly Route[] = [
  { get: HERE, action: 'request.tally', title: 'Les demandes en chiffres', face: 'agent', handle: show },
]
