// What the load generator is told to do, and what it tells back. It runs in a process of its own (load.ts).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Shot {
  /** Shots of one name are counted together. */
  name: string
  method: 'GET' | 'POST'
  path: string
  cookie: string
  body?: string
  /** Status of a right answer. */
  status: number
  /** End of the address a redirect must lead to. */
  to?: string
}

/** Visits run side by side on keep-alive connections; the shots of one visit run one after the other. */
export interface Plan {
  origin: string
  connections: number
  visits: Shot[][]
}

/** Milliseconds of the answers of one name. */
export interface Latency {
  name: string
  count: number
  errors: number
  p50: number
  p95: number
  p99: number
  max: number
  /** The first wrong answer, to understand what happened. */
  wrong?: string
}

export interface Outcome {
  seconds: number
  visits: number
  latencies: Latency[]
}

/** Runs a plan in another process. @throws when an answer was wrong: figures of failures mean nothing */
export async function runPlan(plan: Plan): Promise<Outcome> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'load.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(plan))
  const said: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => said.push(part))
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error('the load generator failed')
  const outcome = JSON.parse(Buffer.concat(said).toString()) as Outcome
  const wrong = outcome.latencies.filter((item) => item.errors > 0)
  if (wrong.length > 0)
    throw new Error(
      wrong.map((item) => `${item.errors} wrong answers to ${item.name}: ${item.wrong}`).join('\n'),
    )
  return outcome
}

/** The value below which a share of the sorted list lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
}
