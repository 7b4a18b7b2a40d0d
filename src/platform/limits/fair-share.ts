// What we ask of outside services for people, shared between networks: whoever asks without end is refused alone, and nobody
// else goes without. Counted in memory: what is lost with the process is one minute.

/** Milliseconds. */
const WINDOW = 60_000

/** Takes one for that network; false when it had its share of this minute. */
export type FairShare = (network: string) => boolean

/** So many a minute for each network. */
export function fairShare(most: number, now: () => number): FairShare {
  const taken = new Map<string, number>()
  let since = Number.NEGATIVE_INFINITY
  return (network) => {
    if (now() - since >= WINDOW) {
      taken.clear()
      since = now()
    }
    const count = taken.get(network) ?? 0
    if (count >= most) return false
    taken.set(network, count + 1)
    return true
  }
}
