// Limits tries (passwords, codes, mails asked): counted per window in the database, so that every process counts together.
// Keys are stored as keyed digests: no address of a person or of a machine stays in the table.
import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { sql } from 'kysely'
import { system } from './actor.ts'
import type { Database, Write } from './db.ts'
import { TooMany } from './errors.ts'
import { plural } from './ui/french.ts'

/** At most `limit` tries in each window of `windowSeconds`. */
export interface Limit {
  limit: number
  windowSeconds: number
}

/** One counter: `purpose:value`, for example `sign-in:ip:192.0.2.1`. */
export interface Counter extends Limit {
  key: string
}

/** The database and the secret of the installation: a Context is one. */
export interface Throttling {
  readonly db: Database
  readonly config: { readonly secret: string | Uint8Array }
}

interface Row {
  key: string
  start: Date
}

/**
 * Counts one try, in a transaction of its own: it stays counted when the act fails afterwards.
 * @throws TooMany beyond the limit, saying when to come back
 */
export async function throttle(tools: Throttling, key: string, limit: Limit): Promise<void> {
  await throttleAll(tools, [{ key, ...limit }])
}

/**
 * Counts one try on several counters at once.
 * @throws TooMany when one of them is beyond its limit
 */
export async function throttleAll(tools: Throttling, counters: readonly Counter[]): Promise<void> {
  const now = tools.db.clock()
  const rows = counters.map((counter) => ({ ...counter, ...rowOf(tools, counter, now) }))
  const counts = await tools.db.write(system, (tx) => add(tx, rows))
  const waits = rows
    .filter((row) => (counts.get(row.key) ?? 0) > row.limit)
    .map((row) => Math.ceil((row.start.getTime() - now.getTime()) / 1000) + row.windowSeconds)
  if (waits.length === 0) return
  const wait = Math.max(1, ...waits)
  throw new TooMany(`Trop d’essais en peu de temps. Réessayez dans ${waitText(wait)}.`, wait)
}

/** Gives one try back: for acts that turned out right, so that only failures count (many people may share an address). */
export async function forgive(tools: Throttling, counters: readonly Counter[]): Promise<void> {
  const now = tools.db.clock()
  const rows = counters.map((counter) => rowOf(tools, counter, now))
  await tools.db.write(system, (tx) => takeBack(tx, rows))
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

/** Forgets the windows that ended: no window is longer than a day. */
export async function sweepThrottles(tx: Write): Promise<void> {
  await sql`delete from platform.throttle where window_start < ${new Date(tx.now.getTime() - 86_400_000)}`.execute(
    tx.q,
  )
}

function rowOf({ config }: Throttling, { key, windowSeconds }: Counter, now: Date): Row {
  const length = windowSeconds * 1000
  const digest = createHmac('sha256', config.secret).update(`throttle\0${key}`).digest('base64url')
  return { key: digest, start: new Date(Math.floor(now.getTime() / length) * length) }
}

// In the order of keys: two transactions that count the same things never wait for each other in a circle.
const inOrder = (rows: readonly Row[]) => [...rows].sort((a, b) => (a.key < b.key ? -1 : 1))

async function add(tx: Write, rows: readonly Row[]): Promise<Map<string, number>> {
  const ordered = inOrder(rows)
  const counted = await sql<{ key: string; count: number }>`
    insert into platform.throttle as t (key, window_start, count)
    select key, start, 1 from unnest(${ordered.map(({ key }) => key)}::text[], ${ordered.map(({ start }) => start)}::timestamptz[])
      as given (key, start)
    on conflict (key, window_start) do update set count = t.count + 1
    returning key, count`.execute(tx.q)
  return new Map(counted.rows.map(({ key, count }) => [key, count]))
}

async function takeBack(tx: Write, rows: readonly Row[]): Promise<void> {
  for (const { key, start } of inOrder(rows))
    await sql`update platform.throttle set count = count - 1
      where key = ${key} and window_start = ${start} and count > 0`.execute(tx.q)
}

function waitText(seconds: number): string {
  if (seconds <= 90) return plural(seconds, 'seconde', 'secondes')
  return plural(Math.ceil(seconds / 60), 'minute', 'minutes')
}
