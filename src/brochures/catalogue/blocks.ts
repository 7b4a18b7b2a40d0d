// On the home of elected members: the brochures last changed that are for them.
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { addressOf, HERE } from './list.ts'
import { shownBrochures } from '../record/queries.ts'

const MOST = 3

const newest = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const shown = await shownBrochures(tx)
    if (shown.length === 0) return null
    const first = shown
      .toSorted((one, other) => other.changedAt.getTime() - one.changedAt.getTime())
      .slice(0, MOST)
    const links = first.map((brochure) => ({ href: addressOf(brochure), label: brochure.title }))
    return panel('Brochures', linkList(links), { end: html`<a href="${HERE}">Toutes</a>` })
  })

export const blocks: readonly Block[] = [{ on: 'territories-side', order: 32, show: newest }]
