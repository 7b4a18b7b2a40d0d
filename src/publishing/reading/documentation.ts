// On « Documentation »: a shelf for each type that one comes back to, with the newest of it that whoever reads has.
import { html } from '#platform/html.ts'
import type { Block } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { shortDate } from '#platform/ui/french.ts'
import { readablePage } from '../record/queries.read.ts'
import { contentTypes } from '../types/kind.ts'
import { linesOf } from './contents.ts'
import { audienceMark, HERE } from './pages.ts'

const MOST = 4

export const documentationBlocks: readonly Block[] = [
  {
    on: 'documentation',
    order: 10,
    show: (ctx) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const shelves = []
        for (const { type } of (await contentTypes(tx)).filter(({ type: { isReference } }) => isReference)) {
          const facets = { type: type.id, theme: '', about: null }
          const { rows } = await readablePage(tx, facets, { after: null, before: null, most: MOST })
          if (rows.length === 0) continue
          const lines = (await linesOf(tx, rows)).map(
            ({ href, title, isPublic, authority, day }) =>
              html`<li><div><a class="title" href="${href}">${title}</a><p class="meta">${audienceMark(isPublic)} ${authority}, ${shortDate(day)}</p></div></li>`,
          )
          const all = html`<a href="${HERE}?type=${type.id}">Tout<span class="hidden">&nbsp;: ${type.several}</span></a>`
          shelves.push(panel(type.several, html`<ul class="brief">${lines}</ul>`, { end: all }))
        }
        return shelves.length === 0 ? null : html`${shelves}`
      }),
  },
]
