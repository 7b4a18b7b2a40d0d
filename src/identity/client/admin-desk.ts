// What every screen of the sites begins with: whose sites the person administers, and the one that is asked for.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { adminNav } from '#platform/http/navigation.ts'
import { agentFrameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { type Authority, localDay, territory } from '#territory'
import { type ClientRow, registeredClient } from '../store/queries.client.ts'

export interface Desk {
  frame: AgentFrame
  zone: string
  /** Those the person administers. */
  authorities: Authority[]
}

/** Authorities that whoever acts administers. */
export async function administered(tx: Read): Promise<Authority[]> {
  const ids = new Set(
    tx.actor.memberships.filter(({ role }) => role === 'admin').map(({ authorityId }) => authorityId),
  )
  return (await territory(tx)).authorities.filter(({ id }) => ids.has(id))
}

export async function deskOf(ctx: Context, tx: Read): Promise<Desk> {
  const place = await territory(tx)
  const authorities = await administered(tx)
  const frame = agentFrameOf(ctx, authorities[0]?.name ?? '', adminNav(ctx), localDay(tx.now, place.zone))
  return { frame, zone: place.zone, authorities }
}

/** The site of the address, in service or not, when it is one of theirs. @throws NotFound */
export async function ownClient(ctx: Context, tx: Read, desk: Desk): Promise<ClientRow> {
  const client = await registeredClient(tx, ctx.params.site ?? '')
  const isOwn = client !== null && desk.authorities.some(({ id }) => id === client.authorityId)
  if (!isOwn || client.consoleOf !== null) throw new NotFound()
  return client
}
