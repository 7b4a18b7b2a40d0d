// A page of what is one’s own whatever one does here: on the site of residents, and on the intranet for whoever works here, who comes from it.
import { type Html, html } from '#platform/html.ts'
import { agentPage, type CitizenPage, citizenPage } from '#platform/ui/layout.ts'
import { agentFrameOf, frameOf } from './frame.ts'
import { intranetNav } from './navigation.ts'
import type { Context } from './route.ts'

/** Said under the name of an agent, where other pages say their unit: these do without the database. */
const UNDER_NAME = 'Mon compte'

export function ownPage(ctx: Context, content: CitizenPage): Html {
  const { account } = ctx.door
  if (ctx.actor.memberships.length === 0) return citizenPage(frameOf(ctx), { current: account, ...content })
  const { title, errorCount = 0 } = content
  const today = ctx.db.clock().toISOString().slice(0, 10)
  const frame = agentFrameOf(ctx, UNDER_NAME, intranetNav(ctx), today, 'Intranet')
  const main = html`<p class="meta no-print">Ce que vous demandez comme habitant est dans <a href="${account}">votre compte d’habitant</a>.</p>${content.main}`
  return agentPage(frame, { title, main, current: frame.path, errorCount })
}
