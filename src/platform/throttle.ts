// Limits tries (passwords, codes, mails asked; limits.ts says how many): counted in the database, so that every process
// counts together. A refused try is not counted and nothing sleeps: the answer says when to come back.
// Keys are stored as keyed digests: no address of a person or of a machine stays in the table.
import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { sql } from 'kysely'
import { system } from './actor.ts'
import type { Database, Read, Write } from './db.ts'
import { TooMany } from './errors.ts'
import { plural } from './ui/french.ts'

/** At most `limit` tries in any `windowSeconds`. */
export interface Limit {
  limit: number
  /** Infinity: `limit` failures in a row, whenever they were; only a success (`forgive`) starts again. */
  windowSeconds: number
  /** From `limit` failures in a row on, each makes wait 1 s × 1.8ⁿ, an hour at most. */
  grows?: boolean
  /** Said instead of when to come back. */
  sentence?: string
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

/** What a counted try found. */
export interface Taken {
  /** Nothing was tried under that key for an hour. */
  isFirst: boolean
  /** Failures in a row, this try included until it is forgiven. */
  failures: number
}

interface Held {
  key: string
  tries: Date[]
  failures: number
  lastAt: Date
}

const GROWTH = 1.8
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
 * Counts one try on several counters at once.
 * @throws TooMany when one of them is at its limit: then none counts
 */
export async function throttleAll(tools: Throttling, counters: readonly Counter[]): Promise<Taken[]> {
  const rows = withDigests(tools, counters)
  return tools.db.write(system, async (tx) => {
    const held = await hold(tx, rows)
    const found = rows.map((row) => held.get(row.key) ?? nothing(row.key))
    refuse(rows, found, tx.now)
    await take(tx, rows)
    return found.map(({ failures, lastAt }) => ({
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
  const rows = withDigests(tools, counters)
  await hold(tx, rows)
  await take(tx, rows)
}

/** How many tries each counter holds now, and the seconds until one less (`key` is the digest). Counts nothing. */
export async function countsOf(
  tx: Read,
  tools: Pick<Throttling, 'config'>,
  counters: readonly Counter[],
): Promise<{ key: string; count: number; wait: number }[]> {
  const rows = withDigests(tools, counters)
  const asked = rows.map(({ key, windowSeconds: seconds }) => ({ key, seconds }))
  const { rows: found } = await sql<{ key: string; count: number; wait: number }>`
    select key, count(at)::integer as count,
      coalesce(ceil(extract(epoch from min(at) - ${tx.now}::timestamptz) + seconds), 0)::double precision as wait
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (key text, seconds double precision)
    join platform.throttle using (key)
    left join unnest(tries) at on at > ${tx.now}::timestamptz - make_interval(secs => seconds)
    group by key, seconds`.execute(tx.q)
  return rows.map(({ key }) => found.find((one) => one.key === key) ?? { key, count: 0, wait: 0 })
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

const nothing = (key: string): Held => ({ key, tries: [], failures: 0, lastAt: new Date(0) })

function withDigests({ config }: Pick<Throttling, 'config'>, counters: readonly Counter[]): Counter[] {
  return counters.map((counter) => ({
    ...counter,
    key: createHmac('sha256', config.secret).update(`throttle\0${counter.key}`).digest('base64url'),
  }))
}

function refuse(rows: readonly Counter[], found: readonly Held[], now: Date): void {
  const waits = rows.map((row, at) => ({ row, wait: waitOf(row, found[at] ?? nothing(row.key), now) }))
  const [longest] = waits.sort((a, b) => b.wait - a.wait)
  if (longest !== undefined && longest.wait > 0) throw tooMany(longest.wait, longest.row.sentence)
}

/** Seconds before a try may be made; 0: now. */
function waitOf({ limit, windowSeconds, grows = false }: Counter, held: Held, now: Date): number {
  const { tries, failures, lastAt } = held
  if (windowSeconds === Number.POSITIVE_INFINITY) return failures >= limit ? windowSeconds : 0
  const since = (at: Date | undefined) =>
    at === undefined ? Number.POSITIVE_INFINITY : (now.getTime() - at.getTime()) / 1000
  // The last try may be a moment later than this one: two exchanges at once.
  const grown =
    grows && failures >= limit ? Math.min(MOST_SECONDS, GROWTH ** (failures - limit)) - since(lastAt) : 0
  return Math.max(0, windowSeconds - since(tries.at(-limit)), grown)
}

// In the order of keys: two transactions that count the same things never wait for each other in a circle.
const inOrder = (rows: readonly Counter[]) => [...rows].sort((a, b) => (a.key < b.key ? -1 : 1))

/** The rows, made where they are missing, held until the transaction ends. */
async function hold(tx: Write, rows: readonly Counter[]): Promise<Map<string, Held>> {
  const { rows: held } = await sql<Held>`
    insert into platform.throttle as t (key, tries, failures, last_at, forget_at)
    select key, '{}', 0, 'epoch', ${tx.now} from unnest(${inOrder(rows).map(({ key }) => key)}::text[]) as given (key)
    on conflict (key) do update set key = t.key
    returning key, tries, failures, last_at as "lastAt"`.execute(tx.q)
  return new Map(held.map((one) => [one.key, one]))
}

async function take(tx: Write, rows: readonly Counter[]): Promise<void> {
  const given = rows.map(({ key, limit, windowSeconds }) => {
    const isRun = windowSeconds === Number.POSITIVE_INFINITY
    const kept = isRun ? 365 * DAY_SECONDS : Math.max(windowSeconds, DAY_SECONDS)
    return { key, most: isRun ? 0 : limit, window: isRun ? 0 : windowSeconds, kept }
  })
  await sql`
    update platform.throttle t set failures = t.failures + 1, last_at = ${tx.now},
      forget_at = ${tx.now}::timestamptz + make_interval(secs => given.kept),
      tries = array(
        select at from (
          select at from unnest(t.tries || ${tx.now}::timestamptz) at
          where at > ${tx.now}::timestamptz - make_interval(secs => given.window) order by at desc limit given.most) latest
        order by at)
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (key text, most integer, "window" double precision, kept double precision)
    where t.key = given.key`.execute(tx.q)
}

function waitText(seconds: number): string {
  if (seconds <= 90) return plural(seconds, 'seconde', 'secondes')
  return plural(Math.ceil(seconds / 60), 'minute', 'minutes')
}
