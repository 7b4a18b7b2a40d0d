// What a program holds of what goes through it, counted in pieces still alive: the memory of a process says little of it.
import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export const PIECE = 65_536

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Counts pieces: each is told once, and looked for again now and then. */
export function pieces() {
  let known: WeakRef<ArrayBufferLike>[] = []
  let [told, most] = [0, 0]
  const look = async () => {
    await turn()
    collect()
    known = known.filter((piece) => piece.deref() !== undefined)
    most = Math.max(most, known.length)
  }
  const tell = async (piece: Uint8Array) => {
    known.push(new WeakRef(piece.buffer))
    if (++told % 64 === 0) await look()
  }
  return {
    tell,
    /** Most pieces that were alive at once. */
    most: () => most,
    /** So many pieces, the first beginning with these bytes, each made when it is asked for. */
    async *source(count: number, first: Uint8Array) {
      for (let at = 0; at < count; at++) {
        const piece = Buffer.allocUnsafeSlow(PIECE).fill(32)
        if (at === 0) piece.set(first)
        await tell(piece)
        yield piece
      }
    },
  }
}
