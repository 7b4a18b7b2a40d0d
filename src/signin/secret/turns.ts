// Turns for dear work: few at once, the others wait in order, and nobody is let in who would wait too long.
import { Unavailable } from '#platform/errors.ts'

/** Milliseconds, and something to be woken by. */
export interface Timer {
  now(): number
  /** Calls back later. @returns forgets it */
  after(milliseconds: number, wake: () => void): () => void
}

const clockwork: Timer = {
  now: () => performance.now(),
  after: (milliseconds, wake) => {
    const timeout = setTimeout(wake, milliseconds)
    return () => clearTimeout(timeout)
  },
}

export interface Turns {
  /** Runs the task when its turn comes. @throws Unavailable at once when it would come too late, or when it did not come in time */
  take<T>(task: () => Promise<T>): Promise<T>
  /** Tasks ended, well or not. */
  done(): number
}

/** Before anything was measured: argon2id on an ordinary core. */
const FIRST_GUESS = 30
/** How much the latest task counts in the mean. */
const WEIGHT = 0.1

const SENTENCE = 'Beaucoup de personnes se connectent en ce moment. Réessayez dans un instant.'

/**
 * A queue that runs `places` tasks at once. Whoever would wait more than `patience` milliseconds (those before × the mean
 * measured) is refused at once; whoever did wait as long leaves.
 */
export function boundedTurns(places: number, patience: number, timer: Timer = clockwork): Turns {
  let running = 0
  let done = 0
  let mean = FIRST_GUESS
  const waiting: (() => void)[] = []

  const myTurn = () =>
    new Promise<void>((start, refuse) => {
      if (((waiting.length + 1) * mean) / places > patience) return refuse(new Unavailable(SENTENCE))
      const entry = () => {
        forget()
        start()
      }
      const forget = timer.after(patience, () => {
        waiting.splice(waiting.indexOf(entry), 1)
        refuse(new Unavailable(SENTENCE))
      })
      waiting.push(entry)
    })

  return {
    done: () => done,
    async take(task) {
      if (running >= places) await myTurn()
      else running++
      const start = timer.now()
      try {
        return await task()
      } finally {
        done++
        mean += (timer.now() - start - mean) * WEIGHT
        const next = waiting.shift()
        if (next) next()
        else running--
      }
    },
  }
}
