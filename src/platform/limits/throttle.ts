// Limits tries (passwords, codes, mails asked; each module says how many): counted in the database, so that every process
// counts together. A refused try is not counted and nothing sleeps: the answer says when to come back.
// Keys are stored as keyed digests: no address of a person or of a machine stays in the table.
import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { sql } from 'kysely'
import { system } from '../actor.ts'
import type { Database, Read, Write } from '../db/db.ts'
import { BadInput, TooMany } from '../errors.ts'
import type { Limit } from './limits.ts'
import { plural } from '../ui/french.ts'

/** One counter: `purpose:value`, for example `sign-in:ip:192.0.2.1`. */
export interface Counter extends Limit {
  key: string
}

/** The database and the secret of the installation: a Context is one. */
export interface Throttling {
  readonly db: Database
  readonly config: { readonly secret: string | Uint8Array }
}

/** What a counted try found. */
export interface Taken {
  /** Nothing was tried under that key for an hour. */
  isFirst: boolean
  /** Failures in a row, this try included until it is forgiven. */
  failures: number
}

interface Held {
  key: string
  /** Seconds before a try may be made; 0: now. */
  wait: number
  failures: number
  lastAt: Date
}

const MOST_SECONDS = 3600
const DAY_SECONDS = 86_400
const FRESH_SECONDS = 3600

/**
 * Counts one try, in a transaction of its own: it stays counted when the act fails afterwards.
 * @throws TooMany beyond the limit, saying when to come back
 */
export async function throttle(tools: Throttling, key: string, limit: Limit): Promise<void> {
  await throttleAll(tools, [{ key, ...limit }])
}

/**
 * The same of what is typed: it is refused beside that field, so that the form keeps it.
 * @throws BadInput
 */
export async function throttleField(
  tools: Throttling,
  key: string,
  limit: Limit,
  field: string,
): Promise<void> {
  try {
    await throttle(tools, key, limit)
  } catch (error) {
    throw error instanceof TooMany ? new BadInput([{ field, message: error.message }]) : error
  }
}

/**
 * Counts one try on several counters at once.
 * @throws TooMany when one of them is at its limit: then none counts
 */
export async function throttleAll(tools: Throttling, counters: readonly Counter[]): Promise<Taken[]> {
  const rows = withDigests(tools, counters)
  return tools.db.write(system, async (tx) => {
    const held = await take(tx, rows, true)
    refuse(rows, held)
    return held.map(({ failures, lastAt }) => ({
      failures: failures + 1,
      isFirst: tx.now.getTime() - lastAt.getTime() >= FRESH_SECONDS * 1000,
    }))
  })
}

/** Counts without refusing anybody: for what is judged elsewhere by `countsOf`. At most `limit` are remembered. */
export async function count(
  tx: Write,
  tools: Pick<Throttling, 'config'>,
  counters: readonly Counter[],
): Promise<void> {
  await take(tx, withDigests(tools, counters), false)
}

/** What a counter holds now: tries, seconds until one less, failures in a row (`key` is the digest). */
interface Counted {
  key: string
  count: number
  wait: number
  failures: number
}

/** What each counter holds now. Counts nothing. */
export async function countsOf(
  tx: Read,
  tools: Pick<Throttling, 'config'>,
  counters: readonly Counter[],
): Promise<Counted[]> {
  const rows = withDigests(tools, counters)
  const asked = rows.map(({ key, windowSeconds: seconds }) => ({ key, seconds }))
  const { rows: found } = await sql<Counted>`
    select key, failures, count(at)::integer as count,
      coalesce(ceil(extract(epoch from min(at) - ${tx.now}::timestamptz) + seconds), 0)::double precision as wait
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (key text, seconds double precision)
    join platform.throttle using (key)
    left join unnest(tries) at on at > ${tx.now}::timestamptz - make_interval(secs => seconds)
    group by key, failures, seconds`.execute(tx.q)
  return rows.map(
    ({ key }) => found.find((one) => one.key === key) ?? { key, count: 0, wait: 0, failures: 0 },
  )
}

/** Gives one try back and ends the run of failures: what turned out right does not count (many may share a network). */
export async function forgive(tools: Throttling, counters: readonly Counter[]): Promise<void> {
  await tools.db.write(system, (tx) => forgiveIn(tx, tools, counters))
}

/** The same within a transaction. */
export async function forgiveIn(
  tx: Write,
  tools: Pick<Throttling, 'config'>,
  counters: readonly Counter[],
): Promise<void> {
  const keys = inOrder(withDigests(tools, counters)).map(({ key }) => key)
  // Locked in the order of keys, as everywhere: nobody waits in a circle.
  await sql`
    with held as (
      select key from platform.throttle where key = any (${keys}::text[]) and (failures > 0 or tries <> '{}') order by key for update)
    update platform.throttle t set tries = t.tries[1:cardinality(t.tries) - 1], failures = 0
    from held where t.key = held.key`.execute(tx.q)
}

/** What stands for one caller: the address, or for IPv6 the network of 64 bits that one subscriber holds (RFC 6177). */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped !== undefined) return mapped
  const [head = '', tail] = (ip.split('%')[0] ?? ip).toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  const groups = [...before, ...zeros, ...after].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

/** Forgets what no longer counts: a day after the last try, a year for failures in a row. */
export async function sweepThrottles(tx: Write): Promise<void> {
  await sql`delete from platform.throttle where forget_at < ${tx.now}`.execute(tx.q)
}

/** Why and until when a try is refused. */
export function tooMany(seconds: number, sentence?: string): TooMany {
  const wait = Math.max(1, Math.ceil(Math.min(seconds, MOST_SECONDS)))
  return new TooMany(sentence ?? `Trop d’essais en peu de temps. Réessayez dans ${waitText(wait)}.`, wait)
}

const nothing = (key: string): Held => ({ key, wait: 0, failures: 0, lastAt: new Date(0) })

function withDigests({ config }: Pick<Throttling, 'config'>, counters: readonly Counter[]): Counter[] {
  return counters.map((counter) => ({
    ...counter,
    key: createHmac('sha256', config.secret).update(`throttle\0${counter.key}`).digest('base64url'),
  }))
}

function refuse(rows: readonly Counter[], held: readonly Held[]): void {
  const [longest] = held.map(({ wait }, at) => ({ wait, row: rows[at] })).sort((x, y) => y.wait - x.wait)
  if (longest !== undefined && longest.wait > 0) throw tooMany(longest.wait, longest.row?.sentence)
}

// In the order of keys: two transactions that count the same things never wait for each other in a circle.
const inOrder = (rows: readonly Counter[]) => [...rows].sort((a, b) => (a.key < b.key ? -1 : 1))

/**
 * Judges one try, and counts it unless a counter refuses, in one statement (000087). @returns each counter as it was before
 * @param judges nobody is refused otherwise
 */
async function take(tx: Write, rows: readonly Counter[], judges: boolean): Promise<Held[]> {
  const given = rows.map(({ key, limit, windowSeconds, grows = false }) => {
    const isRun = windowSeconds === Number.POSITIVE_INFINITY
    const kept = isRun ? 365 * DAY_SECONDS : Math.max(windowSeconds, DAY_SECONDS)
    return { key, limit, window: isRun ? null : windowSeconds, grows, kept }
  })
  const { rows: held } = await sql<Held>`
    select key, wait, failures, last_at as "lastAt" from platform.throttle_take(${JSON.stringify(given)}::jsonb, ${tx.now}::timestamptz, ${judges})`.execute(
    tx.q,
  )
  return rows.map(({ key }) => held.find((one) => one.key === key) ?? nothing(key))
}

function waitText(seconds: number): string {
  if (seconds <= 90) return plural(seconds, 'seconde', 'secondes')
  return plural(Math.ceil(seconds / 60), 'minute', 'minutes')
}
