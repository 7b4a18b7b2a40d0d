// « Zoom sur »: what was put first for whoever reads, on the home of agents; nothing when nothing is.
import { sourcesOf } from '#media'
import { attrs, html, type Html } from '#platform/html.ts'
import type { Block, Context, Invitation } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'
import { dayDate } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { saidTo } from './briefs.ts'
import { linesOf } from '../reading/contents.ts'
import { spotlightOf } from './queries.ts'

const ANCHOR = 'zoom-sur'

/** To what it invites whoever reads; each by the module that brings it. */
async function invitation(ctx: Context, contentId: number): Promise<Invitation | null> {
  for (const source of ctx.invites) {
    const found = await source.of(ctx, contentId)
    if (found !== null) return found
  }
  return null
}

async function zoom(ctx: Context): Promise<Html | null> {
  const found = await ctx.db.read(ctx.actor, async (tx) => {
    const item = await spotlightOf(tx, saidTo(ctx, await territory(tx)))
    const [line] = item === undefined ? [] : await linesOf(tx, [item])
    return item === undefined || line === undefined ? null : { id: item.id, line }
  })
  return found === null ? null : drawn(found.line, await invitation(ctx, found.id))
}

type Line = Awaited<ReturnType<typeof linesOf>>[number]

function drawn(line: Line, invited: Invitation | null): Html {
  const { title, summary, href, picture, authority, day } = line
  const { credit = '', ...sources } = picture === null ? {} : sourcesOf(picture)
  // The title beside it says what it is about.
  const scene =
    picture !== null &&
    html`<figure><img ${attrs({ ...sources, alt: '', sizes: '(max-width: 64rem) 100vw, 40rem' })}><figcaption>Crédit&nbsp;: ${credit}</figcaption></figure>`
  return html`<article class="panel zoom" aria-labelledby="${ANCHOR}">${scene}<div class="inside stack tight"><p class="meta"><b>Zoom sur</b></p><h2 id="${ANCHOR}">${title}</h2>${summary !== '' && html`<p>${summary}</p>`}${invited !== null && html`<p class="row">${linkButton(invited.label, invited.href)}<span class="meta">${invited.about}</span></p>`}
      <p class="row apart"><a class="more" href="${href}">Lire<span class="hidden">&nbsp;: ${title}</span></a><span class="meta">${authority}, ${dayDate(day)}</span></p></div></article>`
}

export const spotlightBlock: Block = {
  ...{ on: 'intranet', name: 'spotlight', title: 'Zoom sur', order: 10 },
  show: zoom,
}
