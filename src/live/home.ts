// « En temps réel », on the home of agents: a tile for each thing that is followed, with its age; what was not read lately says so.
import { attrs, html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { saidTo } from '#publishing'
import { territory } from '#territory'
import { KINDS } from './kinds.ts'
import { isNow, type Line } from './lines.ts'
import { type Connector, connectorsFor } from './queries.ts'
import { ageOf } from './words.ts'

const MOST = { tiles: 8, lines: 2 } as const
/** A warning is given two days ahead. */
const AHEAD_MS = 48 * 3600 * 1000

function lineShown({ title, detail, href, until }: Line, zone: string): Html {
  const said = [detail, until === null ? '' : `jusqu’au ${longDate(new Date(until), zone)}`]
  const named = href === null ? title : html`<a href="${href}" rel="external noopener">${title}</a>`
  return html`<b>${named}</b><span class="meta">${said.filter((text) => text !== '').join(', ')}</span>`
}

/** The gravest of what is so gives its tone, in words too: the title of a warning says its colour. */
function tile({ kind, name, lines, readAt }: Connector, now: Date, zone: string): Html {
  const { icon: picture, calm } = KINDS[kind]
  const age = ageOf(readAt, now, zone)
  const current = lines.filter((line) => isNow(line, now, AHEAD_MS))
  const said = current.slice(0, MOST.lines).map((line) => lineShown(line, zone))
  // What is old says nothing of now: calm least of all.
  const nothing = age.isOld ? html`<b>État inconnu</b>` : html`<b>${calm}</b>`
  const shown = said.length > 0 ? said : nothing
  return html`<li ${attrs({ class: age.isOld ? 'old' : undefined })}>${icon(picture)}<div><span class="meta">${name}, ${age.isOld ? html`<b>${age.text}</b>` : age.text}</span>${shown}</div></li>`
}

const live = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const found = await connectorsFor(tx, saidTo(ctx, place), MOST.tiles)
    if (found.length === 0) return null
    return panel(
      'En temps réel',
      html`<ul class="live">${found.map((one) => tile(one, tx.now, place.zone))}</ul>`,
    )
  })

export const blocks: readonly Block[] = [
  { on: 'intranet-side', name: 'live', title: 'En temps réel', order: 20, show: live },
]
