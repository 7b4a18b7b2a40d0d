// « On attend de vous », first on the homes: what every module awaits of whoever reads, late first, then what is for now, then by day.
import { lentTo } from '#platform/actor.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { html, type Html } from '#platform/html.ts'
import type { Awaited, Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { localDay, territory } from '#territory'

const MOST = 8

/** What waits for no day stands on today, before what may wait until tonight. */
const inOrder = (today: string) => (one: Awaited, other: Awaited) =>
  (one.dueOn ?? today).localeCompare(other.dueOn ?? today) ||
  Number(one.dueOn !== null) - Number(other.dueOn !== null)

const isLate = ({ dueOn }: Awaited, today: string): boolean => dueOn !== null && dueOn < today

function due(one: Awaited, today: string): Html | string {
  if (one.dueOn === null) return tag('warn', 'Urgent')
  return isLate(one, today)
    ? html`${tag('bad', 'En retard')} pour le ${longDate(one.dueOn)}`
    : `Au plus tard le ${longDate(one.dueOn)}`
}

async function pressing(ctx: Context): Promise<Html | null> {
  const today = await ctx.db.read(ctx.actor, async (tx) => localDay(tx.now, (await territory(tx)).zone))
  const found: Awaited[] = []
  for (const source of ctx.awaited) found.push(...(await source.read(ctx, today, MOST)))
  if (found.length === 0) return null
  const shown = found.toSorted(inOrder(today)).slice(0, MOST)
  const late = shown.filter((one) => isLate(one, today)).length
  const lines = shown.map(
    (one) =>
      html`<li><div><a class="title" href="${one.href}">${one.title}</a><p class="meta">${due(one, today)}, ${one.about}</p></div></li>`,
  )
  const lent = lentTo(ctx.actor)
  const title = lent === null ? 'On attend de vous' : `On attend ${ofPerson(lent.personName)}`
  return panel(title, html`<ul class="brief">${lines}</ul>`, {
    end: late > 0 && tag('bad', plural(late, 'en retard', 'en retard')),
  })
}

export const awaitedBlocks: readonly Block[] = [
  { on: 'territories', order: 1, show: pressing },
  { on: 'desk', order: 2, show: pressing },
  { on: 'bureau', name: 'awaited', title: 'On attend de vous', order: 5, show: pressing },
]
