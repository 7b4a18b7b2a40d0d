// Briefs on the home of agents: under the channels of their authority, one at a time, in tabs that work without a script.
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { dayDate, time, typo } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { localDay, type Territory, territory } from '#territory'
import { type Item, newestInChannel } from '../record/queries.read.ts'
import { channelsOf } from '../types/channels.ts'
import { contentTypes } from '../types/kind.ts'
import { blockTabs, tabAsked } from './tabbed.ts'
import { addressOf } from '../reading/contents.ts'
import { HERE } from '../reading/pages.ts'

const MOST = 4
const [NAME, ANCHOR] = ['breves', 'breves']

/** The authority that one works for. */
export const authorityAtWork = ({ actor }: Pick<Context, 'actor'>, place: Territory): number =>
  actor.memberships[0]?.authorityId ?? place.metropolis.id

/** Whose words for everybody are said to those who work there: its own, the metropolis’s. */
export const saidTo = (ctx: Pick<Context, 'actor'>, place: Territory): readonly number[] => [
  authorityAtWork(ctx, place),
  place.metropolis.id,
]

function whenText(at: Date, { zone }: Territory, now: Date): string {
  const day = localDay(at, zone)
  return day === localDay(now, zone) ? `aujourd’hui à ${time(at, zone)}` : dayDate(day)
}

const line = (item: Item, place: Territory, now: Date, isPictured: boolean): Html =>
  html`<li><div><a class="title" href="${addressOf(item)}">${typo(item.title)}</a>${item.summary !== '' && html`<p>${typo(item.summary)}</p>`}
    <p class="meta">${isPictured && html`${icon('camera')} En images, `}${place.unit(item.unitId).name}, <time datetime="${localDay(item.datedAt, place.zone)}">${whenText(item.datedAt, place, now)}</time></p></div></li>`

/** Types whose contents are read under a channel, each with the question that says which. */
export const channelled = async (tx: Read) =>
  (await contentTypes(tx)).flatMap(({ type: { id, channel, page } }) =>
    channel === undefined ? [] : [{ type: id, question: channel, isPictured: page === 'gallery' }],
  )

const briefs = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const types = await channelled(tx)
    if (types.length === 0) return null
    const place = await territory(tx)
    const channels = await channelsOf(tx, authorityAtWork(ctx, place))
    const at = tabAsked(ctx, NAME, channels.length)
    // What is filed under none of them is under the first.
    const within = at === 0 ? { not: channels.slice(1) } : { channel: channels[at] ?? '' }
    const pictured = new Set(types.flatMap(({ type, isPictured }) => (isPictured ? [type] : [])))
    const items = await newestInChannel(tx, types, within, saidTo(ctx, place), MOST)
    const tabs = blockTabs(ctx, {
      label: 'Canal des brèves',
      name: NAME,
      titles: channels,
      at,
      anchor: ANCHOR,
    })
    const said =
      items.length === 0
        ? html`<p class="meta">Aucune brève sous ce canal pour le moment.</p>`
        : html`<ul class="brief">${items.map((item) => line(item, place, tx.now, pictured.has(item.type)))}</ul>`
    const all = html`<p><a class="more" href="${HERE}?type=${types[0]?.type ?? ''}">Toutes les brèves</a></p>`
    return panel('Brèves', html`${said}${all}`, { end: tabs, id: ANCHOR })
  })

export const briefBlock: Block = { on: 'intranet', name: 'briefs', title: 'Brèves', order: 20, show: briefs }
