// What surrounds the pages of the desk: its navigation, the agent's unit, today in the territory.
import { elected } from '#platform/access.ts'
import { type Actor, administeredBy, homeUnit } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { agentFrameOf, frameOf } from '#platform/http/frame.ts'
import { adminNav, deskNav, intranetNav, territoriesNav } from '#platform/http/navigation.ts'
import type { Context } from '#platform/http/route.ts'
import { agentPage, type CitizenPage, citizenPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { localDay } from './calendar.ts'
import { territory } from './territory.ts'

/** The unit in which somebody works, and today. */
async function ofAgent(ctx: Context, tx: Read): Promise<[unit: string, today: string]> {
  const place = await territory(tx)
  const unitId = homeUnit(ctx.actor)
  return [unitId === null ? '' : place.unit(unitId).name, localDay(tx.now, place.zone)]
}

/** The frame of a page of the desk for this exchange. */
export async function deskFrame(ctx: Context, tx: Read): Promise<AgentFrame> {
  const [unit, today] = await ofAgent(ctx, tx)
  return agentFrameOf(ctx, unit, deskNav(ctx), today)
}

/** The frame of a page of the agents’ intranet. */
export async function intranetFrame(ctx: Context, tx: Read): Promise<AgentFrame> {
  const [unit, today] = await ofAgent(ctx, tx)
  return agentFrameOf(ctx, unit, intranetNav(ctx), today, 'Intranet')
}

/** The frame of a page of elected members: they are there for an authority, a commune rather than the metropolis. */
export async function territoriesFrame(ctx: Context, tx: Read): Promise<AgentFrame> {
  const place = await territory(tx)
  const elected = (ctx.actor.elected ?? []).map((id) => place.authority(id))
  const authority = elected.find(({ level }) => level === 'commune') ?? elected[0] ?? place.metropolis
  const today = localDay(tx.now, place.zone)
  return agentFrameOf(ctx, authority.name, territoriesNav(ctx), today, 'Territoires')
}

/** The frame of a page that agents and elected members share: the intranet’s, or that of elected members for whoever is nothing else. */
export const officeFrame = (ctx: Context, tx: Read): Promise<AgentFrame> =>
  ctx.actor.memberships.length === 0 ? territoriesFrame(ctx, tx) : intranetFrame(ctx, tx)

/** The frame of a page of the administration: whoever administers, or reads there, does it for an authority, not for a unit. */
export async function adminFrame(ctx: Context, tx: Read): Promise<AgentFrame> {
  const place = await territory(tx)
  const mine = administeredBy(ctx.actor) ?? ctx.actor.memberships[0]?.authorityId
  const authority = mine === undefined ? place.metropolis : place.authority(mine)
  return agentFrameOf(ctx, authority.name, adminNav(ctx), localDay(tx.now, place.zone))
}

/** Does one read here as an elected member, or for one? Who works at a desk as well has its pages. */
export const readsAsElected = (actor: Actor): boolean => elected.ever(actor) && actor.memberships.length === 0

/** A page that everybody reads, among the others of whoever reads it: an agent has it on the intranet, an elected member keeps their menu. */
export async function readerPage(ctx: Context, tx: Read, content: CitizenPage): Promise<Html> {
  const isAgent = ctx.actor.memberships.length > 0
  if (!isAgent && !readsAsElected(ctx.actor)) return citizenPage(frameOf(ctx), content)
  const { title, errorCount = 0 } = content
  const main = html`<div class="panel"><div class="inside sheet">${content.main}</div></div>`
  const frame = await officeFrame(ctx, tx)
  return agentPage(frame, { title, main, current: content.current ?? frame.path, errorCount })
}
