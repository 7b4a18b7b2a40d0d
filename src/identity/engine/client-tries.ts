// Sites that fail to prove who they are (RFC 6749 section 2.3.1: guessing a secret must be slowed down): whoever failed too
// often for one site, from one network, is told to wait. The right proof is heard all the same: secrets are 256 random bits,
// so nothing is won by shutting out the site whose network somebody else shares. Only failures write.
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Database } from '#platform/db/db.ts'
import { TooMany } from '#platform/errors.ts'
import { LIMITS } from './limits.ts'
import { networkOf, type Throttling, throttle } from '#platform/limits/throttle.ts'

/** Routes of the engine where a site proves itself. */
const PROVING = new Set(['token', 'revocation', 'introspection', 'pushed_authorization_request'])
/** Callers remembered by one process. */
const MOST = 10_000

/** Until when a caller waits: milliseconds. The database counts; this process remembers. */
const waits = new WeakMap<Database, Map<string, number>>()

/** After the engine: a failed proof is counted, and answered 429 once there were too many. */
export async function countFailedProof(
  tools: Throttling,
  ctx: KoaContextWithOIDC,
  ip: string,
): Promise<void> {
  if (ctx.status !== 401 || !PROVING.has(ctx.oidc.route)) return
  const wait = await waitAfter(tools, `${networkOf(ip)}:${ctx.oidc.client?.clientId ?? ''}`)
  if (wait === 0) return
  ctx.status = 429
  ctx.set('retry-after', String(wait))
  ctx.body = { error: 'invalid_client', error_description: 'too many failures: try again later' }
}

/** Counts a failure. @returns seconds to wait; 0 below the limit */
async function waitAfter(tools: Throttling, caller: string): Promise<number> {
  const mine = waits.get(tools.db) ?? new Map<string, number>()
  waits.set(tools.db, mine)
  const now = tools.db.clock().getTime()
  const until = mine.get(caller) ?? 0
  if (until > now) return Math.ceil((until - now) / 1000)
  mine.delete(caller)
  try {
    await throttle(tools, `client-secret:${caller}`, LIMITS.clientSecret)
    return 0
  } catch (error) {
    if (!(error instanceof TooMany)) throw error
    if (mine.size >= MOST) mine.clear()
    mine.set(caller, now + error.retryAfter * 1000)
    return error.retryAfter
  }
}
