// Room on the disk for files that are arriving: one for agents, so that nobody keeps them out, and one for everybody else. Who is
// slow or many fills neither the memory nor a room: each sender holds at most half of what stays free beside it, as queues share
// a switch (Choudhury and Hahne, « Dynamic queue length thresholds », 1998). One alone has a third, and another still finds room
// when many hold theirs.

const ROOM = 300 * 1024 * 1024

/** What one exchange holds of a room. */
export interface Share {
  /** Takes so many bytes more; false when there is no room. */
  take(bytes: number): boolean
  /** Gives everything back; again does nothing. */
  release(): void
}

/** A room of that many bytes. @returns the share of an exchange of that sender: empty at first */
export function uploadRoom(size = ROOM): (sender: string) => Share {
  const held = new Map<string, number>()
  let all = 0
  const add = (sender: string, bytes: number): void => {
    all += bytes
    const left = (held.get(sender) ?? 0) + bytes
    if (left > 0) held.set(sender, left)
    else held.delete(sender)
  }
  return (sender) => {
    let mine = 0
    return {
      take(bytes) {
        const free = size - all - bytes
        if ((held.get(sender) ?? 0) + bytes > free / 2) return false
        mine += bytes
        add(sender, bytes)
        return true
      },
      release() {
        add(sender, -mine)
        mine = 0
      },
    }
  }
}
