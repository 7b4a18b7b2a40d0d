// GET /territoires/demandes: the requests of where one is elected, by theme.
import { type Html, html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { tabs } from '#platform/ui/navigation.ts'
import { type Authority, territoriesFrame } from '#territory'
import { isTold, keyFigures, sentence, themesTable, titleOf, tooFew } from './pages/figures.ts'
import { askedOf, behindOf, electedIn, figuresIn, HERE } from './read.ts'

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
    const all = await electedIn(ctx, tx)
    const authority = askedOf(ctx, all)
    const figures = await figuresIn(tx, authority)
    const title = titleOf(authority)
    const told = isTold(figures)
      ? html`${sentence(figures)}${keyFigures(figures, authority, behindOf(ctx, authority))}${panel('Par thème', themesTable(figures), { bare: true })}`
      : panel('En chiffres', tooFew(), { bare: true })
    const main = html`<div class="stack"><h1>${title} <span class="soft">en chiffres, sans le nom des habitants</span></h1>${choice(all, authority)}${told}</div>`
    return page(agentPage(await territoriesFrame(ctx, tx), { title, main, current: HERE }))
  })

export const electedRoutes: readonly Route[] = [
  {
    get: HERE,
    action: 'request.tally',
    title: 'Les demandes en chiffres',
    face: 'agent',
    keeps: true,
    handle: show,
  },
]
