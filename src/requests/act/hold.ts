// A request held by whoever may act on it: read once, locked until the end, under the access row of acting, not that of reading.
import type { Read, Write } from '#platform/db/db.ts'
import { Forbidden, NotFound, type ParvisError } from '#platform/errors.ts'
import { requestAccess } from '../record/access.ts'
import { findRequest, lockRequest, type RequestRow } from '../record/queries.ts'
import type { Acts } from './acting.ts'

const NOT_YOURS = 'Cette demande n’existe pas, ou ne vous concerne pas.'
/** Nothing says whether the request exists. */
export const GONE: Readonly<Record<Acts, string>> = {
  agent: NOT_YOURS,
  system: NOT_YOURS,
  link: NOT_YOURS,
  resident:
    'Cette demande n’existe pas, ou vous n’y avez plus accès. Donnez son numéro de suivi pour l’ouvrir de nouveau.',
}

const proof = Symbol('held')

/** Only `holdToAct` makes one: to act takes a request that was found by the row of acting. */
export interface Held {
  readonly request: RequestRow
  readonly as: Acts
  readonly [proof]: true
}

const ROWS: Readonly<Record<Acts, string>> = {
  agent: 'request.act',
  resident: 'request.follow_act',
  system: 'request.act',
  link: 'request.act',
}

/**
 * The request, locked, for whoever may act on it, or do that to it.
 * @throws NotFound when the actor may not even see it; Forbidden when reading it is all they may
 */
export async function holdToAct(tx: Write, ref: string, as: Acts, action = ROWS[as]): Promise<Held> {
  const request = await lockRequest(tx, requestAccess[action] ?? [], ref)
  if (request !== undefined) return { request, as, [proof]: true }
  throw await notTheirs(tx, ref, as)
}

/** Why somebody may not act on it. */
export async function notTheirs(tx: Read, ref: string, as: Acts): Promise<ParvisError> {
  const isRead =
    as === 'agent' && (await findRequest(tx, requestAccess['request.read'] ?? [], ref)) !== undefined
  return isRead ? new Forbidden('Cette action n’est pas ouverte à votre rôle.') : new NotFound(GONE[as])
}
