// A site is to be told that a person has left: written with what ends, delivered by the queue.
import { randomUUID } from 'node:crypto'
import type { Write } from '#platform/db/db.ts'
import { addJob } from '#platform/jobs.ts'
import { sessionsOf } from './queries.artifact.ts'
import { registeredClient } from './queries.client.ts'
import { insertDelivery } from './queries.logout.ts'

export const DELIVER_LOGOUT = 'identity.deliver_logout'

/** Sites that a session of the engine has served: the identifier of the session at each. */
export function sitesOf(payload: Record<string, unknown>): { clientId: string; sid: string | null }[] {
  const authorizations = payload.authorizations
  if (typeof authorizations !== 'object' || authorizations === null) return []
  return Object.entries(authorizations as Record<string, { sid?: unknown }>).map(([clientId, { sid }]) => ({
    clientId,
    sid: typeof sid === 'string' ? sid : null,
  }))
}

/** Plans to tell a site, even one out of service; nothing when it has no address for that. Act as the system. */
export async function queueLogout(
  tx: Write,
  clientId: string,
  personId: number,
  sid: string | null,
): Promise<void> {
  const client = await registeredClient(tx, clientId)
  if (client === null || client.backchannelUri === null) return
  const id = randomUUID()
  await insertDelivery(tx, { id, clientId, personId, sid })
  await addJob(tx, DELIVER_LOGOUT, { deliveryId: id }, `logout:${id}`)
}

/** Tells a site that it may know nothing of the person any more: each of its sessions, or the person when it has none. */
export async function announceEnd(tx: Write, personId: number, clientId: string): Promise<void> {
  const sids = (await sessionsOf(tx, personId)).flatMap(sitesOf).filter((site) => site.clientId === clientId)
  if (sids.length === 0) await queueLogout(tx, clientId, personId, null)
  for (const { sid } of sids) await queueLogout(tx, clientId, personId, sid)
}
