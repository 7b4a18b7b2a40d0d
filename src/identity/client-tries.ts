// Sites that fail to prove who they are (RFC 6749 section 2.3.1: guessing a secret must be slowed down): after too many
// failures from one network, that network waits. Only failures write: what goes well costs nothing here.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Database } from '#platform/db.ts'
import { TooMany } from '#platform/errors.ts'
import { LIMITS } from '#platform/limits.ts'
import { networkOf, type Throttling, throttle } from '#platform/throttle.ts'
import { PATHS } from './configuration.ts'

const PROVING = new Set<string>([
  PATHS.token,
  PATHS.revocation,
  PATHS.introspection,
  PATHS.pushed_authorization_request,
])

/** When a caller may try again, for those that wait: milliseconds. The database counts; this process remembers. */
const waits = new WeakMap<Database, Map<string, number>>()

/** The site that the header names, if it does: others behind the same network are not held up. */
function callerOf({ headers }: IncomingMessage, ip: string): string {
  const basic = /^basic ([\w+/=-]+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
  return `${networkOf(ip)}:${Buffer.from(basic, 'base64').toString('utf8').split(':')[0] ?? ''}`
}

/**
 * Watches an answer to a site: a failed proof is counted once it is sent.
 * @returns seconds to wait when the site failed too often already; 0: let it try
 */
export function clientWait(
  tools: Throttling,
  { raw, url, ip }: { raw: IncomingMessage; url: string; ip: string },
  response: ServerResponse,
): number {
  if (raw.method !== 'POST' || !PROVING.has(url.split('?')[0] ?? '')) return 0
  const caller = callerOf(raw, ip)
  const mine = waits.get(tools.db) ?? new Map<string, number>()
  waits.set(tools.db, mine)
  const left = (mine.get(caller) ?? 0) - tools.db.clock().getTime()
  if (left > 0) return Math.ceil(left / 1000)
  mine.delete(caller)
  response.once('finish', () => {
    if (response.statusCode === 401) void noteFailure(tools, caller, mine)
  })
  return 0
}

async function noteFailure(tools: Throttling, caller: string, mine: Map<string, number>): Promise<void> {
  try {
    await throttle(tools, `client-secret:${caller}`, LIMITS.clientSecret)
  } catch (error) {
    // Not counted while the database is away: then nobody proves anything either.
    if (error instanceof TooMany) mine.set(caller, tools.db.clock().getTime() + error.retryAfter * 1000)
  }
}
