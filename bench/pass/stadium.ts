// A stadium: 10,000 codes in a quarter of an hour at 20 gates, the server gone for half of it. What the gates did alone is sent then: no line
// is lost, what was shown twice is told, and what is lost stays within the bound that is promised.
import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { system } from '#platform/actor.ts'
import { serverOf } from '../../src/pass/door/screen/calls.ts'
import { refresh, send } from '../../src/pass/door/screen/fetching.ts'
import { checkCode, type Gate, type Shown } from '../../src/pass/door/screen/gatekeeper.ts'
import { memoryStore } from '../../src/pass/door/screen/memory.ts'
import type { Latency } from '../plan.ts'
import { freePort, startProgram, type World } from '../world.ts'
import { enrolled, ENTRIES, type Holder, holders, openStadium, SLICE, type Stadium } from './crowd.ts'

const GATES = 20
const HOLDERS = 2500
/** Codes of each while there is a network, and while there is none: 10,000 in all. */
const [ONLINE, ALONE] = [2, 2]
/** Seconds that pass at the gates while there is no network. */
const DARK = 450
/** Codes a second, while there is one. */
const RATE = 200
/** Copies shown at two gates; and those who show three at each gate. */
const TWICE = 100
const CHEATS = 5
const TRIES = 3 * GATES

export interface StadiumFigures {
  online: Latency
  alone: Latency
  lines: number
  lost: number
  doubles: { shown: number; told: number }
  /** Of those who cheat: the most that gates let in of one of them, and the bound. */
  most: number
  bound: number
  /** Entries given beyond what was held, told as such. */
  over: { let: number; told: number }
  sentSeconds: number
}

interface Post extends Gate {
  /** Seconds by which its clock is ahead, while time is told to pass. */
  ahead: number
}

const seconds = () => Math.floor(Date.now() / 1000)

function post(keys: CryptoKeyPair, origin: string): Post {
  let last: Promise<unknown> = Promise.resolve()
  const server = serverOf({ keys, origin, publicUrl: origin, now: seconds })
  const made: Post = {
    ...{ ahead: 0, store: memoryStore(), server: () => server },
    clock: () => seconds() + made.ahead,
    alone<T>(work: () => Promise<T>) {
      const mine = last.then(work, work)
      last = mine.catch(() => undefined)
      return mine
    },
  }
  return made
}

function latency(name: string, taken: number[], errors: number): Latency {
  taken.sort((one, other) => one - other)
  const at = (part: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * part))] ?? 0
  return { name, count: taken.length, errors, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

async function timed(gate: Gate, text: string, taken: number[]): Promise<Shown> {
  const from = performance.now()
  const shown = await checkCode(gate, { text, challenge: null })
  taken.push(performance.now() - from)
  return shown
}

const of = <T>(list: readonly T[], at: number): T => {
  const item = list[at % list.length]
  if (item === undefined) throw new Error('an empty list')
  return item
}

/** As many a second, whoever waits: a queue does not slow because the server does. */
async function online(gates: readonly Post[], crowd: readonly Holder[]): Promise<Latency> {
  const taken: number[] = []
  let wrong = 0
  const begun: Promise<void>[] = []
  const from = performance.now()
  for (let n = 0; n < crowd.length * ONLINE; n += 1) {
    const due = from + (n * 1000) / RATE - performance.now()
    if (due > 0) await sleep(due)
    const text = await of(crowd, n).online(seconds())
    begun.push(
      timed(of(gates, n), text, taken).then((shown) => {
        if (shown.refusal !== null || shown.isAlone) wrong += 1
      }),
    )
  }
  await Promise.all(begun)
  return latency(`a code, online, ${RATE} a second`, taken, wrong)
}

interface Dark {
  alone: Latency
  /** Copies that two gates accepted. */
  shownTwice: number
  /** Let in of each who cheats. */
  accepted: number[]
}

async function dark(
  gates: readonly Post[],
  crowd: readonly Holder[],
  cheats: readonly Holder[],
): Promise<Dark> {
  const taken: number[] = []
  const many = crowd.length * ALONE
  const start = seconds()
  let [wrong, shownTwice] = [0, 0]
  for (let n = 0; n < many; n += 1) {
    const now = start + Math.floor((n * DARK) / many)
    const gate = of(gates, n)
    gate.ahead = now - seconds()
    const text = await of(crowd, n).alone(now)
    if ((await timed(gate, text, taken)).refusal !== null) wrong += 1
    if (n >= TWICE) continue
    const other = of(gates, n + 1)
    other.ahead = now - seconds()
    if ((await timed(other, text, taken)).refusal === null) shownTwice += 1
  }
  const accepted: number[] = []
  for (const cheat of cheats) {
    let mine = 0
    for (let n = 0; n < TRIES; n += 1) {
      const gate = of(gates, n)
      const shown = await timed(gate, await cheat.alone(gate.clock()), taken)
      if (shown.refusal === null) mine += 1
    }
    accepted.push(mine)
  }
  return { alone: latency('a code, the server gone', taken, wrong), shownTwice, accepted }
}

/** The hours of the dark are told in seconds: what a gate says of a time that has not come, the server does not believe. */
const AHEAD = 240
const caughtUp = (gates: readonly Post[]) =>
  sleep(1000 * Math.max(0, ...gates.map(({ ahead }) => ahead - AHEAD)))

async function told({ db }: World, { partner }: Stadium) {
  const { rows } = await db.read(system, (tx) =>
    sql<{
      lines: number
      doubles: number
      over: number
      chained: number
    }>`select count(*)::int as lines, count(*) filter (where found = 'double')::int as doubles,
      count(*) filter (where found = 'over')::int as over, count(*) filter (where hash is not null)::int as chained
      from pass.redemption where partner_id = ${partner}`.execute(tx.q),
  )
  return rows[0] ?? { lines: 0, doubles: 0, over: 0, chained: 0 }
}

/** @throws Error when a line is lost, a double is not told, or the bound does not hold: how quick it is depends on the machine */
export async function measureStadium(world: World, say: (text: string) => void): Promise<StadiumFigures> {
  const stadium = await openStadium(world)
  say(`${HOLDERS} holders come to a stadium of ${GATES} gates`)
  const crowd = await holders(world, stadium, HOLDERS, ALONE)
  const cheats = await holders(world, stadium, CHEATS, TRIES)
  const keys = await enrolled(world, stadium, GATES)
  const port = await freePort()
  let program = await startProgram(world, { port })
  try {
    const gates = keys.map((pair) => post(pair, program.origin))
    for (const gate of gates) if ((await refresh(gate)) !== 'ok') throw new Error('a gate fetched nothing')
    const lit = await online(gates, crowd)
    await program.stop()
    say('the server is gone')
    const { alone, shownTwice, accepted } = await dark(gates, crowd, cheats)
    await caughtUp(gates)
    program = await startProgram(world, { port })
    const from = performance.now()
    const sent = await Promise.all(gates.map((gate) => send(gate)))
    const sentSeconds = (performance.now() - from) / 1000
    if (sent.some((is) => is !== 'ok')) throw new Error(`not all was sent: ${sent.join(', ')}`)
    const heads = await Promise.all(gates.map(async ({ store }) => (await store.read()).head.seq))
    const lines = heads.reduce((sum, seq) => sum + seq, 0)
    const server = await told(world, stadium)
    const overLet = accepted.reduce((sum, mine) => sum + Math.max(0, mine - ENTRIES), 0)
    const figures = {
      ...{ online: lit, alone, lines, lost: lines - server.chained, sentSeconds },
      doubles: { shown: shownTwice, told: server.doubles },
      ...{ most: Math.max(...accepted), bound: SLICE * GATES },
      over: { let: overLet, told: server.over },
    }
    judge(figures)
    return figures
  } finally {
    await program.stop()
  }
}

function judge({ alone, lost, doubles, most, bound, over }: StadiumFigures): void {
  const wrong = [
    ...(alone.errors === 0 ? [] : [`${alone.errors} good codes were refused by gates alone`]),
    ...(lost === 0 ? [] : [`${lost} lines are lost`]),
    ...(doubles.shown === doubles.told ? [] : [`${doubles.told} doubles told of ${doubles.shown}`]),
    ...(most <= bound ? [] : [`${most} let in of one holder, beyond ${bound}`]),
    ...(over.let === over.told ? [] : [`${over.told} entries told as beyond, of ${over.let}`]),
  ]
  if (wrong.length > 0) throw new Error(`stadium: ${wrong.join('; ')}`)
}
