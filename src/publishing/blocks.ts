// What is said to agents and elected members, on the home of their account, the desk or the administration; nothing when nothing is.
import { type Html, html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { territory } from '#territory'
import { noticesForAudiences } from './queries.ts'

const MOST = 3

async function forThem(ctx: Context): Promise<Html | null> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const notices = await noticesForAudiences(tx, MOST)
    if (notices.length === 0) return null
    const place = await territory(tx)
    const lines = notices.map(
      ({ id, title, theme, authorityId }) =>
        html`<li><a href="/informations/${id}">${title}</a> <span class="meta">${theme}, ${place.authority(authorityId).name}</span></li>`,
    )
    const all = html`<a href="/informations">Toutes les informations</a>`
    return panel('Informations pour vous', html`<ul>${lines}</ul>`, { end: all })
  })
}

export const blocks: readonly Block[] = [
  { on: 'desk', order: 20, show: forThem },
  { on: 'administration', order: 20, show: forThem },
  { on: 'account', order: 6, show: forThem },
]
