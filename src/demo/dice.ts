// Deterministic chance: the same demonstration on every machine.

export interface Dice {
  /** 0 included to 1 excluded. */
  roll(): number
  /** True with this probability. */
  chance(probability: number): boolean
  /** Integer from `least` to `most`, both included. */
  between(least: number, most: number): number
  pick<T>(list: readonly T[]): T
  /** One of the list, by weight. */
  weighted<T>(list: readonly T[], weight: (item: T) => number): T
}

/** Mulberry32: 32 bits of state, good enough to draw stories. */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T
  return {
    roll,
    pick,
    chance: (probability) => roll() < probability,
    between: (least, most) => least + Math.floor(roll() * (most - least + 1)),
    weighted(list, weight) {
      let left = roll() * list.reduce((sum, item) => sum + weight(item), 0)
      return list.find((item) => (left -= weight(item)) < 0) ?? pick(list)
    },
  }
}
