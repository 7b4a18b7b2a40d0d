// How quiet the machine is while it measures: a fixed loop, one hash after another, and what waits for a processor. Two runs whose
// yardsticks differ are not compared.
import { loadavg } from 'node:os'
import { hashesPerCore } from './identity/baselines.ts'

export interface Noise {
  /** Processes that wanted a processor over the last minute, this one among them. */
  load: number
  /** Turns of the fixed loop, in millions per second. */
  loop: number
  /** argon2id per second, alone. */
  hashes: number
}

const TURNS = 50_000_000

function loopsPerSecond(): number {
  const start = performance.now()
  let sum = 0
  for (let turn = 0; turn < TURNS; turn++) sum = (sum * 31 + turn) | 0
  // Read, so that the loop is not left out.
  if (sum === 1) console.error('')
  return TURNS / 1000 / (performance.now() - start)
}

/** Takes about five seconds. */
export async function measureNoise(): Promise<Noise> {
  return { load: loadavg()[0] ?? 0, loop: loopsPerSecond(), hashes: await hashesPerCore() }
}
