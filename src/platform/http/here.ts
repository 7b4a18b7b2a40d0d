// Does this machine ask for itself? A proxy on the same machine speaks for others, whether we were told to believe it or not.
import type { FastifyRequest } from 'fastify'
import { type Config, isLoopback } from '../config.ts'

/** What proxies add, and nobody who asks for themselves. */
const OF_PROXIES = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
]

/** True on the loopback alone, where no proxy speaks for others: some limits and the figures of the process look at it. */
export function isHere({ trustProxy }: Pick<Config, 'trustProxy'>, request: FastifyRequest): boolean {
  if (trustProxy || OF_PROXIES.some((name) => request.headers[name] !== undefined)) return false
  return isLoopback(request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '')
}
