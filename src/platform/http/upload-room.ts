// Room on the disk for files that are arriving: so much for everybody, half of it for one network. Who is slow or many fills
// neither the memory nor everybody's room.
import { networkOf } from '../limits/throttle.ts'

const ROOM = 300 * 1024 * 1024
const OF_ONE = ROOM / 2

/** What one exchange holds of the room. */
export interface Share {
  /** Takes so many bytes more; false when there is no room. */
  take(bytes: number): boolean
  /** Gives everything back; again does nothing. */
  release(): void
}

const held = new Map<string, number>()
let all = 0

function add(network: string, bytes: number): void {
  all += bytes
  const left = (held.get(network) ?? 0) + bytes
  if (left > 0) held.set(network, left)
  else held.delete(network)
}

/** The share of an exchange that comes from that address: empty at first. */
export function shareFor(ip: string): Share {
  const network = networkOf(ip)
  let mine = 0
  return {
    take(bytes) {
      if (all + bytes > ROOM || (held.get(network) ?? 0) + bytes > OF_ONE) return false
      mine += bytes
      add(network, bytes)
      return true
    },
    release() {
      add(network, -mine)
      mine = 0
    },
  }
}
