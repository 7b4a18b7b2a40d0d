// Does this machine ask for itself? A proxy on the same machine speaks for others, whether we were told to believe it or not.
import type { FastifyRequest } from 'fastify'
import { type Config, isLoopback, isThisMachine } from '../config.ts'

/** What proxies add, and nobody who asks for themselves. */
const OF_PROXIES = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
]

/** A page that a browser of this machine opened may have its own name lead here: what it asks for is for another host. */
const isOwnName = ({ publicUrl }: Pick<Config, 'publicUrl'>, { hostname }: FastifyRequest): boolean =>
  isThisMachine(hostname.toLowerCase()) || hostname.toLowerCase() === new URL(publicUrl).hostname

/**
 * True on the loopback alone, under a name of ours, where no proxy speaks for others: some limits and the figures of the process look
 * at it.
 */
export function isHere(config: Pick<Config, 'trustProxy' | 'publicUrl'>, request: FastifyRequest): boolean {
  if (config.trustProxy || OF_PROXIES.some((name) => request.headers[name] !== undefined)) return false
  if (!isOwnName(config, request)) return false
  return isLoopback(request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '')
}
