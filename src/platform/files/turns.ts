// Lets only a few heavy tasks run at once, the others waiting in order: decoding a picture takes up to 200 MB for a moment.

/** Runs `task` when its turn comes and gives its result or its error. */
export type Turns = <T>(task: () => Promise<T>) => Promise<T>

/** A queue that runs at most `places` tasks at once, first come first served. */
export function takeTurns(places: number): Turns {
  let running = 0
  const waiting: (() => void)[] = []
  return async (task) => {
    if (running >= places) await new Promise<void>((start) => waiting.push(start))
    else running++
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
