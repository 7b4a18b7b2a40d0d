// What a door decides alone, timed: a stadium's list of 1.4 million, one in a hundred stopped, a door that has already taken 20,000.
import { deflateSync } from 'node:zlib'
import { decide } from '../../src/pass/gate/decide.ts'
import {
  type Known,
  NOTHING_KEPT,
  type Product,
  type State,
  withSeen,
  withUse,
} from '../../src/pass/gate/state.ts'
import { bitsOf } from '../../src/pass/status/bits.ts'
import { type StatusList, writeList } from '../../src/pass/status/list.ts'
import { randomBytes, toText } from '../../src/pass/token/bytes.ts'
import { audienceName, lifeOf } from '../../src/pass/token/claims.ts'
import { issuerKey } from '../../src/pass/token/issuers.ts'
import { kidOf, newKeys, publicKeyOf } from '../../src/pass/token/keys.ts'
import { issue, present } from '../../src/pass/token/present.ts'
import type { Latency } from '../plan.ts'

const ENTRIES = 1_400_000
const STOPPED = ENTRIES / 100
const TAKEN = 20_000
const AUDIENCE = { partner: 'stade', sector: 'sport' }

export interface PassFigures {
  decisions: Latency
  /** The signed list, as doors fetch it. */
  listBytes: number
  entries: number
  stopped: number
}

const PRODUCT: Product = {
  id: 'match',
  counted: 'entries',
  weekly: null,
  cents: {},
  alone: 2,
  onPaper: false,
  since: '2026-01-01',
  until: null,
  closed: [],
  places: [],
}

async function newIssuer() {
  const { privateKey, publicKey } = await newKeys()
  return { key: privateKey, verifies: publicKey, kid: await kidOf(await publicKeyOf(publicKey)) }
}

type Issuer = Awaited<ReturnType<typeof newIssuer>>

function stoppedEntries(): Set<number> {
  const stopped = new Set<number>()
  // The first is of those that come in.
  while (stopped.size < STOPPED) stopped.add(1 + Math.floor(Math.random() * (ENTRIES - 1)))
  return stopped
}

async function fullDoor(issuer: Issuer, list: StatusList, now: number): Promise<State> {
  const known: Known = {
    audience: AUDIENCE,
    place: 'porte-3',
    device: 'tourniquet-12',
    zone: 'Europe/Paris',
    keys: [await issuerKey(issuer.verifies, { from: now - 3600, until: now + 3600 })],
    products: [PRODUCT],
    fetchedAt: now,
    list,
    clock: { signed: now, heard: now },
  }
  let state: State = { known, kept: NOTHING_KEPT }
  for (let n = 0; n < TAKEN; n += 1) {
    const id = toText(randomBytes(12))
    state = withSeen(state, id, { at: now - 60, until: now + 3600 })
    state = withUse(state, `${id}/match`, { at: now - 60, amount: 1 })
  }
  return state
}

async function code(issuer: Issuer, now: number): Promise<string> {
  const phone = await newKeys()
  const claims = {
    issuer: 'metropole',
    audience: AUDIENCE,
    ...lifeOf(now, 12),
    id: randomBytes(12),
    holder: await publicKeyOf(phone.publicKey),
    statusIndex: 0,
    value: randomBytes(16),
    rights: [{ product: 'match', class: 'abonne', left: 1, until: null }],
  }
  return await present(await issue(claims, issuer), phone.privateKey, { to: audienceName(AUDIENCE), now })
}

/** @param times codes shown, one after the other @throws Error when one is refused: a refusal is quicker */
export async function measurePass(times: number): Promise<PassFigures> {
  const now = Math.floor(Date.now() / 1000)
  const issuer = await newIssuer()
  const bits = bitsOf(ENTRIES, stoppedEntries())
  const list: StatusList = {
    uri: 'https://metropole.test/sport',
    issuedAt: now,
    expiresAt: now + 86_400,
    ttl: 900,
    bits,
  }
  const signed = await writeList(list, issuer, (all) => deflateSync(all, { level: 9 }))
  let state = await fullDoor(issuer, list, now)
  const taken: number[] = []
  for (let n = 0; n < times; n += 1) {
    const text = await code(issuer, now)
    const start = performance.now()
    const { decision, state: kept } = await decide(text, state, now)
    taken.push(performance.now() - start)
    if (!decision.ok) throw new Error(`a good code was refused: ${decision.why}`)
    state = kept
  }
  taken.sort((one, other) => one - other)
  const at = (part: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * part))] ?? 0
  const decisions = {
    name: 'a code, offline',
    count: times,
    errors: 0,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  }
  return { decisions, listBytes: signed.length, entries: ENTRIES, stopped: STOPPED }
}
