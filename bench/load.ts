// The load generator: reads a plan from its input, plays it, writes the outcome. Small on purpose: it shares the cores
// of what it measures.
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { type Latency, type Outcome, type Plan, percentile, type Shot } from './plan.ts'

const taken = new Map<string, { times: number[]; errors: number; wrong?: string }>()

function answerTo(
  agent: Agent,
  origin: string,
  { method, path, cookie, body }: Shot,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie,
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
    }
    const sent = request(`${origin}${path}`, { agent, method, headers }, (reply) => {
      reply.resume()
      reply.on('end', () => resolve(reply))
      reply.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function isRight({ status, to }: Shot, reply: IncomingMessage): boolean {
  return reply.statusCode === status && (to === undefined || (reply.headers.location ?? '').endsWith(to))
}

async function play(agent: Agent, origin: string, shot: Shot): Promise<void> {
  const start = performance.now()
  const reply = await answerTo(agent, origin, shot)
  const kept = taken.get(shot.name) ?? { times: [], errors: 0 }
  kept.times.push(performance.now() - start)
  if (!isRight(shot, reply)) {
    kept.errors += 1
    kept.wrong ??= `${reply.statusCode} ${reply.headers.location ?? ''} for ${shot.path}`
  }
  taken.set(shot.name, kept)
}

function latencies(): Latency[] {
  return [...taken].map(([name, { times, errors, wrong }]) => {
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number) => percentile(sorted, share)
    return {
      name,
      count: times.length,
      errors,
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      max: at(1),
      ...(wrong === undefined ? {} : { wrong }),
    }
  })
}

const plan = JSON.parse(await text(process.stdin)) as Plan
const agent = new Agent({ keepAlive: true, maxSockets: plan.connections })
let next = 0
const start = performance.now()
const visitor = async () => {
  for (let visit = plan.visits[next++]; visit !== undefined; visit = plan.visits[next++])
    for (const shot of visit) await play(agent, plan.origin, shot)
}
await Promise.all(Array.from({ length: plan.connections }, visitor))
const outcome: Outcome = {
  seconds: (performance.now() - start) / 1000,
  visits: plan.visits.length,
  latencies: latencies(),
}
agent.destroy()
process.stdout.write(JSON.stringify(outcome))
