// Requests created per second through HTTP, with all side effects: routing, clocks, the hash-chained event, the code,
// the jobs, and the mails that the worker writes.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Filled, firstFree, prepareDrafts, wholeApplication } from './drafts.ts'
import type { Options } from './options.ts'
import { type Latency, type Plan, runPlan } from './plan.ts'
import type { Program, World } from './world.ts'

export interface Creations {
  /** Answered per second. */
  answered: number
  /** Per second until the last mail is written and its job done. */
  drained: number
  latency: Latency
}

/** Sends prepared drafts, several times. The best run counts. */
export async function measureCreations(
  world: World,
  program: Program,
  filled: Filled[],
  options: Options,
): Promise<Creations> {
  const runs: Creations[] = []
  await createOnce(world, program, filled, { ...options, creations: 200 })
  for (let run = 0; run < options.runs; run++) runs.push(await createOnce(world, program, filled, options))
  return runs.toSorted((a, b) => b.drained - a.drained)[0] as Creations
}

async function createOnce(
  world: World,
  { origin }: Program,
  filled: Filled[],
  { creations, connections }: Options,
): Promise<Creations> {
  const shots = await prepareDrafts(world, filled, await firstFree(world), creations)
  return { ...(await timed(world, { origin, connections, visits: shots.map((shot) => [shot]) })) }
}

async function timed(world: World, plan: Plan): Promise<Creations> {
  const outcome = await runPlan(plan)
  const start = performance.now()
  await untilDrained(world)
  const waited = (performance.now() - start) / 1000
  const latency = outcome.latencies.find((item) => item.name === 'send')
  if (latency === undefined) throw new Error('nothing was sent')
  return {
    answered: outcome.visits / outcome.seconds,
    drained: outcome.visits / (outcome.seconds + waited),
    latency,
  }
}

async function untilDrained({ owner }: World): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ left: number }>(
      'select count(*)::int as left from graphile_worker._private_jobs',
    )
    if (rows[0]?.left === 0) return
    await sleep(50)
  }
}

export interface Application {
  /** Whole applications per second, until the queue is empty. */
  perSecond: number
  pages: number
  latencies: Latency[]
}

/** People who fill the form from its first page: every page shown, posted, reviewed, sent, and the receipt read. */
export async function measureApplication(
  world: World,
  { origin }: Program,
  filled: Filled[],
  { creations, connections }: Options,
): Promise<Application> {
  const visits = Array.from({ length: Math.ceil(creations / 5) }, (_, index) =>
    wholeApplication(world, filled[index % filled.length] as Filled),
  )
  const start = performance.now()
  const outcome = await runPlan({ origin, connections, visits })
  await untilDrained(world)
  const seconds = (performance.now() - start) / 1000
  return {
    perSecond: visits.length / seconds,
    pages: visits.flat().length / visits.length,
    latencies: outcome.latencies,
  }
}
