// The door of a dear route: so many at work inside at once, and nobody lets others in behind who is at work too long. One
// comes to it with one's whole body, so that whoever is slow to send keeps nobody out; one is in only while the answer is
// made. Whoever is one too many is told so at once, before the database is read, and when to come back (RFC 9110, 15.6.4).
import { Unavailable } from '../errors.ts'

/** Milliseconds: when somebody inside has waited as long, the others would wait longer. */
const PATIENCE = 1500
/** Milliseconds: an answer that takes longer says that too many are inside. */
const GOOD = 1000
const FEWEST = 4

const SENTENCE = 'Beaucoup de personnes se connectent en ce moment. Réessayez dans un instant.'

export interface Door {
  /** Lets one in; call what it gives when the answer is made. @throws Unavailable when one is too many */
  enter(): () => void
}

/**
 * Makes the door of one route. How many are let in follows what the machine can do, as in TCP (RFC 5681): fewer after slow
 * answers, once a second at most, and more after each quick one.
 * @param atOnce how many are let in at the same time, at most
 * @param now milliseconds of a clock that never goes back
 */
export function crowdDoor(atOnce: number, now: () => number = () => performance.now()): Door {
  // In the order they came in: the first is the one who has waited longest.
  const inside = new Map<symbol, number>()
  let room = atOnce
  let cutAt = Number.NEGATIVE_INFINITY
  const leave = (who: symbol) => {
    const taken = now() - (inside.get(who) ?? now())
    inside.delete(who)
    if (taken <= GOOD) room = Math.min(atOnce, room + 0.5)
    else if (now() - cutAt >= 1000) {
      room = Math.max(Math.min(FEWEST, atOnce), room * 0.7)
      cutAt = now()
    }
  }
  return {
    enter() {
      const [oldest] = inside.values()
      const isSlow = oldest !== undefined && now() - oldest > PATIENCE
      if (inside.size >= Math.floor(room) || isSlow) throw new Unavailable(SENTENCE)
      const who = Symbol('inside')
      inside.set(who, now())
      return () => leave(who)
    },
  }
}
