// On the home of elected members and the first page of the desk: their spaces, with what they have not read there.
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { plural } from '#platform/ui/french.ts'
import { linkList } from '#platform/ui/content.ts'
import { SPACE } from '../record/keys.ts'
import { mayHold } from '#platform/house/audience.ts'
import { addressOf, HERE } from '../record/frame.ts'
import { spacesFor, unreadBySpace } from '../record/queries.ts'

const MOST = 6

const mine = async (ctx: Context): Promise<Html | null> => {
  if (!mayHold(SPACE, ctx.actor)) return null
  return ctx.db.read(ctx.actor, async (tx) => {
    const own = (await spacesFor(tx, 'space.read')).filter(({ closedAt }) => closedAt === null)
    if (own.length === 0) return null
    const unread = await unreadBySpace(tx)
    const countOf = (id: number): number => unread.get(id) ?? 0
    const first = own.toSorted((a, b) => countOf(b.id) - countOf(a.id)).slice(0, MOST)
    const links = first.map((space) => ({
      href: addressOf(space),
      label: space.name,
      end:
        countOf(space.id) > 0 &&
        html`<span class="count">${plural(countOf(space.id), 'non lu', 'non lus')}</span>`,
    }))
    return panel('Vos espaces', linkList(links), { end: html`<a href="${HERE}">Tous</a>` })
  })
}

export const blocks: readonly Block[] = [
  { on: 'territories-side', order: 5, show: mine },
  { on: 'desk', order: 24, show: mine },
]
