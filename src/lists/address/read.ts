// The job that reads lists at their addresses, through the guard, where the operator lets it: never for whoever answers a form. What fails keeps
// what was read before, and is asked less and less often.
import { live } from '#definitions'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { FetchRefused, type guardedFetch } from '#platform/outside/guard.ts'
import { addDays, localDay, territory } from '#territory'
import { type ListAddress, MOST_ROWS } from '../record/definition.ts'
import type { Former } from '../record/find.ts'
import { REFERENCE } from '../record/kind.ts'
import { GRACE_DAYS, readAnew } from '../record/offered.ts'
import { dropReadings, noteReading, type Reading, readings } from '../record/queries.ts'
import { type Answered, entriesIn } from './answer.ts'
import { allowedAt } from './environment.ts'
import { sourceOf } from '../record/source.ts'
import type { Why } from '../record/words.ts'

export const READ_LISTS = 'lists.read'

const LIMITS = { timeoutMs: 8_000, maxBytes: 2_000_000, mostRedirects: 0 } as const
const MOST_AT_ONCE = 30
/** Minutes before it is asked again, by how many times it failed: nobody insists with a site that is down. */
const PAUSES = [10, 10, 30, 60, 180, 360] as const
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export interface ReadingLists {
  readonly fetch: typeof guardedFetch
  readonly origins: readonly string[]
  /** Less than the limit: tests alone. */
  readonly timeoutMs?: number
}

interface Asked {
  id: string
  address: ListAddress
  /** What is known of it, by the same address. */
  before: Reading | undefined
}

const WHY_OF: Readonly<Record<FetchRefused['reason'], Why>> = {
  ...{ address: 'inside', host: 'forbidden', redirects: 'lost' },
  ...{ size: 'huge', timeout: 'slow', network: 'silent' },
}

/** What stands there now; nothing is kept of it. */
export async function askList(
  address: ListAddress,
  { fetch, origins, timeoutMs }: ReadingLists,
): Promise<Answered> {
  const allowed = allowedAt(address.url, origins)
  if (allowed === null) return { why: 'forbidden' }
  const { url, isInside } = allowed
  try {
    const limits = { ...LIMITS, ...(timeoutMs !== undefined && { timeoutMs }) }
    const { status, body } = await fetch(url.href, {
      ...limits,
      allowHosts: [url.hostname.replace(/^\[|\]$/g, '')],
      allowPrivate: isInside,
      headers: { accept: 'application/json' },
    })
    if (status >= 400) return { why: status === 404 || status === 410 ? 'gone' : 'error' }
    return status === 200 ? entriesIn(body, address) : { why: 'error' }
  } catch (error) {
    if (error instanceof FetchRefused) return { why: WHY_OF[error.reason] }
    throw error
  }
}

/** What went, with what had gone and is still taken. */
function formerOf(
  before: Reading | undefined,
  values: ReadonlySet<string>,
  today: string,
): Record<string, Former> {
  if (before === undefined) return {}
  const until = addDays(today, GRACE_DAYS)
  const known = Object.entries(before.former).filter(
    ([value, one]) => !values.has(value) && one.until >= today,
  )
  const gone = before.entries
    .filter(({ value }) => !values.has(value))
    .map(({ value, label }) => [value, { label, gone: today, until }] as const)
  return Object.fromEntries([...gone, ...known].slice(0, MOST_ROWS))
}

/** What is kept once it was asked. */
function after({ id, address, before }: Asked, answer: Answered, now: Date, today: string): Reading {
  const source = sourceOf(address)
  if ('entries' in answer) {
    const values = new Set(answer.entries.map(({ value }) => value))
    const nextAt = new Date(now.getTime() + address.minutes * MINUTE_MS)
    const former = formerOf(before, values, today)
    return { ...{ id, source, former, nextAt }, entries: answer.entries, readAt: now, why: null, failures: 0 }
  }
  const failures = (before?.failures ?? 0) + 1
  const pause = PAUSES[Math.min(failures, PAUSES.length) - 1] ?? 10
  const readAt = before?.readAt ?? null
  const isTooOld = readAt !== null && now.getTime() - readAt.getTime() > address.days * DAY_MS
  return {
    ...{ id, source, readAt, why: answer.why, failures },
    entries: isTooOld ? [] : (before?.entries ?? []),
    former: before?.former ?? {},
    nextAt: new Date(now.getTime() + pause * MINUTE_MS),
  }
}

/** Reads those whose turn has come, one after the other. @throws AggregateError for what is a fault of ours, once the others are read */
export async function readLists(db: Database, reading: ReadingLists): Promise<void> {
  const { due, today, kept } = await db.read(system, async (tx) => {
    const known = await readings(tx)
    const all = (await live(tx, REFERENCE)).flatMap(({ id, body: { address } }): Asked[] => {
      if (address === undefined) return []
      const before = known.get(id)
      return [{ id, address, before: before?.source === sourceOf(address) ? before : undefined }]
    })
    return {
      due: all.filter(({ before }) => before === undefined || before.nextAt <= tx.now).slice(0, MOST_AT_ONCE),
      today: localDay(tx.now, (await territory(tx)).zone),
      kept: all.map(({ id }) => id),
    }
  })
  const faults: unknown[] = []
  for (const one of due) {
    const answer = await askList(one.address, reading).catch((error: unknown): Answered => {
      faults.push(error)
      return { why: 'unreadable' }
    })
    await db.write(system, async (tx) => {
      await noteReading(tx, after(one, answer, tx.now, today))
      readAnew(tx)
    })
  }
  await db.write(system, (tx) => dropReadings(tx, kept))
  if (faults.length > 0) throw new AggregateError(faults, 'Some lists were not read')
}

/** The job. A reading that begins before the last one ended does nothing. */
export function readingJob(reading: ReadingLists): JobHandler {
  let isReading = false
  return async (db) => {
    if (isReading) return
    isReading = true
    await readLists(db, reading).finally(() => {
      isReading = false
    })
  }
}
