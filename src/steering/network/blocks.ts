// On the first page of the desk: a word of thanks, for a month.
import { html, type Html } from '#platform/html.ts'
import { ownDesk } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { OWN } from './place.ts'
import { recentThanks } from './queries.ts'

const thanked = async (ctx: Context): Promise<Html | null> => {
  const personId = ownName(ctx.actor)
  if (personId === null || !ownDesk.ever(ctx.actor)) return null
  const said = await ctx.db.read(ctx.actor, (tx) => recentThanks(tx, personId))
  if (said === null) return null
  return panel(
    'On vous remercie',
    html`<p>«\u00a0${said.word}\u00a0»</p><p class="meta">${said.givenName}</p>`,
    { end: html`<a href="${OWN}">Mes contributions</a>` },
  )
}

export const blocks: readonly Block[] = [{ on: 'desk', order: 45, show: thanked }]
