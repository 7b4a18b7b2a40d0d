// What may be told of counts of people: no figure of fewer than five, and none that is found from those told. Pure; src/surveys/told solves for it.

/** No figure of fewer answers is told. */
export const LEAST = 5

/** How many of some, whoever knows how many there are in all: by fives, 0 where these or the others are fewer. */
export const byFives = (some: number, others: number): number =>
  Math.min(some, others) < LEAST ? 0 : some - (some % LEAST)

/** Answers told together: one that stands alone, or several neighbours that would be too few. */
export interface Group {
  readonly labels: readonly string[]
  readonly count: number
}

export interface Cell {
  readonly label: string
  readonly count: number
}

/**
 * Neighbours gathered, in the order of the question, until they are enough; what is left at the end goes with those before.
 * Nothing that is told then says which of two neighbours is few. Empty when all are too few.
 */
export function gather(cells: readonly Cell[]): Group[] {
  const groups: { labels: string[]; count: number }[] = []
  let held: { labels: string[]; count: number } = { labels: [], count: 0 }
  for (const { label, count } of cells) {
    held = { labels: [...held.labels, label], count: held.count + count }
    if (held.count < LEAST) continue
    groups.push(held)
    held = { labels: [], count: 0 }
  }
  const last = groups.at(-1)
  if (last !== undefined && held.labels.length > 0) {
    last.labels.push(...held.labels)
    last.count += held.count
  }
  return groups
}

/** Crossed figures as they are told: all of them, or none. */
export const crossed = (table: readonly (readonly number[])[]): boolean =>
  table.every((line) => line.every((count) => count >= LEAST))
