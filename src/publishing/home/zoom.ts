// « Zoom sur »: what was put first for whoever reads, on the home of agents; nothing when nothing is.
import { sourcesOf } from '#media'
import { attrs, html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { dayDate } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { saidTo } from './briefs.ts'
import { linesOf } from '../reading/contents.ts'
import { spotlightOf } from './queries.ts'

const ANCHOR = 'zoom-sur'

const zoom = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const item = await spotlightOf(tx, saidTo(ctx, await territory(tx)))
    const [line] = item === undefined ? [] : await linesOf(tx, [item])
    if (line === undefined) return null
    const { title, summary, href, picture, authority, day } = line
    const { credit = '', ...sources } = picture === null ? {} : sourcesOf(picture)
    // The title beside it says what it is about.
    const scene =
      picture !== null &&
      html`<figure><img ${attrs({ ...sources, alt: '', sizes: '(max-width: 64rem) 100vw, 40rem' })}><figcaption>Crédit&nbsp;: ${credit}</figcaption></figure>`
    return html`<article class="panel zoom" aria-labelledby="${ANCHOR}">${scene}<div class="inside stack tight"><p class="meta"><b>Zoom sur</b></p><h2 id="${ANCHOR}">${title}</h2>${summary !== '' && html`<p>${summary}</p>`}
      <p class="row apart"><a class="more" href="${href}">Lire<span class="hidden">&nbsp;: ${title}</span></a><span class="meta">${authority}, ${dayDate(day)}</span></p></div></article>`
  })

export const spotlightBlock: Block = {
  ...{ on: 'intranet', name: 'spotlight', title: 'Zoom sur', order: 10 },
  show: zoom,
}
