// Lets only a few heavy tasks run at once, the others waiting: decoding a picture takes up to 150 MB for a moment.
import { Unavailable } from '../errors.ts'

/** Runs `task` when its turn comes and gives its result or its error. */
export type Turns = <T>(task: () => Promise<T>) => Promise<T>

/** The same, for that sender. */
export type FairTurns = <T>(sender: string, task: () => Promise<T>) => Promise<T>

/** A queue that runs at most `places` tasks at once, first come first served. */
export function takeTurns(places: number): Turns {
  const inTurn = fairTurns(places)
  return (task) => inTurn('', task)
}

/**
 * A queue that runs at most `places` tasks at once and serves senders one after the other: whoever sends many waits behind
 * their own. When more than `mostWaiting` wait, the last of whoever has most of them gets what `refused` makes instead.
 */
export function fairTurns(
  places: number,
  mostWaiting = Number.POSITIVE_INFINITY,
  refused: () => Error = () => new Unavailable(),
): FairTurns {
  let [running, waiting] = [0, 0]
  /** In the order in which they are served. */
  const lines = new Map<string, PromiseWithResolvers<void>[]>()

  const myTurn = async (sender: string): Promise<void> => {
    const turn = Promise.withResolvers<void>()
    const line = lines.get(sender) ?? []
    line.push(turn)
    lines.set(sender, line)
    if (++waiting > mostWaiting) refuseOne()
    await turn.promise
  }
  const refuseOne = (): void => {
    const latestFirst = [...lines].toReversed()
    const [longest] = latestFirst.toSorted(([, one], [, other]) => other.length - one.length)
    if (longest === undefined) return
    const [sender, line] = longest
    waiting--
    line.pop()?.reject(refused())
    if (line.length === 0) lines.delete(sender)
  }
  const serveNext = (): void => {
    const [first] = lines
    if (first === undefined) {
      running--
      return
    }
    const [sender, line] = first
    waiting--
    line.shift()?.resolve()
    // Served again after the others.
    lines.delete(sender)
    if (line.length > 0) lines.set(sender, line)
  }
  return async (sender, task) => {
    if (running >= places) await myTurn(sender)
    else running++
    try {
      return await task()
    } finally {
      serveNext()
    }
  }
}
