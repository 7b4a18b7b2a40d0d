// The door of a dear route: so many inside at once, and nobody lets others in behind who waits too long. Whoever is one too
// many is told so at once, before a cookie or the database is read, and when to come back (RFC 9110, 15.6.4).
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Unavailable } from '../errors.ts'

/** Milliseconds: when somebody inside has waited as long, the others would wait longer. */
const PATIENCE = 1500
/** Milliseconds: an answer that takes longer says that too many are inside. */
const GOOD = 1000
const FEWEST = 4

const SENTENCE = 'Beaucoup de personnes se connectent en ce moment. Réessayez dans un instant.'

/**
 * Makes the hook of one route. How many are let in follows what the machine can do, as in TCP (RFC 5681): fewer after slow
 * answers, once a second at most, and more after each quick one.
 * @param atOnce how many exchanges are let in at the same time, at most
 * @param refuse answers whoever is not
 * @param now milliseconds of a clock that never goes back
 */
export function crowdDoor(
  atOnce: number,
  refuse: (request: FastifyRequest, reply: FastifyReply, error: Unavailable) => FastifyReply,
  now: () => number = () => performance.now(),
) {
  // In the order they came in: the first is the one who has waited longest.
  const inside = new Map<FastifyRequest, number>()
  let room = atOnce
  let cutAt = Number.NEGATIVE_INFINITY
  const leave = (request: FastifyRequest) => {
    const taken = now() - (inside.get(request) ?? now())
    inside.delete(request)
    if (taken <= GOOD) room = Math.min(atOnce, room + 0.5)
    else if (now() - cutAt >= 1000) {
      room = Math.max(Math.min(FEWEST, atOnce), room * 0.7)
      cutAt = now()
    }
  }
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const [oldest] = inside.values()
    const isSlow = oldest !== undefined && now() - oldest > PATIENCE
    if (inside.size >= Math.floor(room) || isSlow) {
      // Compressing it would cost more than sending it.
      request.headers['x-no-compression'] = '1'
      return refuse(request, reply, new Unavailable(SENTENCE))
    }
    inside.set(request, now())
    reply.raw.once('close', () => leave(request))
    return undefined
  }
}
