// The frame of an agent's page about accounts.
import type { Read } from '#platform/db.ts'
import { deskNav } from '#platform/http/navigation.ts'
import { agentFrameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { localDay, type Territory } from '#territory'

export const HERE = '/agents/comptes'

/** Navigation of the desk, unit of the agent, today in the territory. */
export function accountsFrame(ctx: Context, tx: Read, place: Territory): AgentFrame {
  const { memberships } = ctx.actor
  const unit = (memberships.find(({ role }) => role !== 'admin') ?? memberships[0])?.unitId
  return agentFrameOf(
    ctx,
    unit === undefined ? '' : place.unit(unit).name,
    deskNav(ctx),
    localDay(tx.now, place.zone),
  )
}
