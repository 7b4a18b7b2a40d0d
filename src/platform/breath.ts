// Lets others have their turn in the middle of a long work.
import { setImmediate as turn } from 'node:timers/promises'

/** Milliseconds of work before the others have their turn. */
const LONGEST = 5

export type Breath = () => Promise<void> | undefined

/** To be awaited after each small piece of the work. */
export function breath(): Breath {
  let since = performance.now()
  return () => {
    if (performance.now() - since < LONGEST) return undefined
    return turn().then(() => {
      since = performance.now()
    })
  }
}

/** As `map`, and others have their turn on the way. */
export async function mapInTurns<T, U>(
  list: Iterable<T>,
  each: (item: T) => U,
  breathe: Breath = breath(),
): Promise<U[]> {
  const made: U[] = []
  for (const item of list) {
    made.push(each(item))
    const pause = breathe()
    if (pause !== undefined) await pause
  }
  return made
}
