// What an authority follows, on the home of its agents: a tab a family, which works without a script.
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { shortDate } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { territory } from '#territory'
import { authorityAtWork } from '../home/briefs.ts'
import { blockTabs, tabAsked } from '../home/tabbed.ts'
import { type FamilyLine, newestByFamily } from './queries.ts'
import { FAMILIES, type Family } from './words.ts'

const MOST = 5
const [NAME, ANCHOR] = ['flux', 'flux']

const line = ({ href, title, sourceName, datedAt }: FamilyLine, zone: string): Html =>
  html`<li><div><a class="title" href="${href}">${title}${!href.startsWith('/') && html` ${icon('external-link')}`}</a><p class="meta">${sourceName}${datedAt !== null && html`, ${shortDate(datedAt, zone)}`}</p></div></li>`

const feeds = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const lines = await newestByFamily(tx, authorityAtWork(ctx, place), MOST)
    const families = (Object.keys(FAMILIES) as Family[]).filter((family) =>
      lines.some((one) => one.family === family),
    )
    if (families.length === 0) return null
    const at = tabAsked(ctx, NAME, families.length)
    const titles = families.map((family) => FAMILIES[family])
    const shown = lines.filter(({ family }) => family === families[at])
    const tabs = blockTabs(ctx, { label: 'Famille de flux', name: NAME, titles, at, anchor: ANCHOR })
    return panel(
      'Flux d’information',
      html`${families.length === 1 && html`<p class="meta">${titles[0]}</p>`}<ul class="brief">${shown.map((one) => line(one, place.zone))}</ul>`,
      { end: tabs, id: ANCHOR },
    )
  })

export const feedBlock: Block = {
  ...{ on: 'intranet', name: 'feeds', title: 'Flux d’information', order: 60 },
  show: feeds,
}
