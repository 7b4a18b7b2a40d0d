// What surrounds the pages of the desk: its navigation, the agent's unit, today in the territory.
import { mayEver } from '#platform/access.ts'
import type { Read } from '#platform/db.ts'
import { agentFrameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import type { AgentFrame, Link } from '#platform/ui/site.ts'
import { localDay, territory } from '#territory'
import { requestAccess } from './access.ts'
import { homeUnit } from './reach.ts'

/** Main navigation of the desk: only where the person may go. */
export function deskNav(ctx: Pick<Context, 'actor'>): Link[] {
  const may = (action: string) => mayEver(requestAccess[action] ?? [], ctx.actor)
  return [
    ...(may('request.list') ? [{ href: '/agents', label: 'Demandes' }] : []),
    ...(may('request.enter') ? [{ href: '/agents/saisir', label: 'Saisir une demande' }] : []),
    ...(may('administration.read') ? [{ href: '/administration', label: 'Administration' }] : []),
  ]
}

/** The frame of a page of the desk for this exchange. */
export async function deskFrame(ctx: Context, tx: Read): Promise<AgentFrame> {
  const place = await territory(tx)
  const unitId = homeUnit(ctx.actor)
  return agentFrameOf(
    ctx,
    unitId === null ? '' : place.unit(unitId).name,
    deskNav(ctx),
    localDay(tx.now, place.zone),
  )
}
