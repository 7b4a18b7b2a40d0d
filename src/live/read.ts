// The job that reads what is followed in real time, each through the guard; what fails keeps what it said, with its age.
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { FetchRefused, type guardedFetch } from '#platform/outside/guard.ts'
import { FeedRefused } from '#publishing'
import { KINDS } from './kinds.ts'
import { type Line, MOST_LINES } from './lines.ts'
import { type Connector, dueConnectors, noteReading } from './queries.ts'
import type { Why } from './words.ts'

export const READ_LIVE = 'live.read'

const LIMITS = { timeoutMs: 10_000, maxBytes: 2_000_000 } as const
const MOST_AT_ONCE = 30

export interface Reading {
  readonly publicUrl: string
  readonly fetch: typeof guardedFetch
  /** Also within the house: tests alone. */
  readonly allowPrivate?: boolean
}

interface Given {
  why: Why | null
  lines: readonly Line[]
}

const failed = (why: Why): Given => ({ why, lines: [] })

const WHY_OF: Readonly<Record<FetchRefused['reason'], Why>> = {
  ...{ address: 'inside', host: 'inside', redirects: 'lost' },
  ...{ size: 'huge', timeout: 'slow', network: 'silent' },
}

/** Whatever a body makes of its reader, the next ones are read: it is of no format that is known. */
function linesIn(kind: Connector['kind'], body: Buffer, base: string, now: Date): Given {
  try {
    return { why: null, lines: KINDS[kind].read(body, base, now).slice(0, MOST_LINES) }
  } catch (error) {
    return failed(error instanceof FeedRefused ? error.why : 'unreadable')
  }
}

async function asked(
  { kind, address }: Connector,
  { fetch, publicUrl, allowPrivate }: Reading,
  now: Date,
): Promise<Given> {
  try {
    const answer = await fetch(address, { ...LIMITS, allowPrivate })
    if (new URL(answer.url).origin === new URL(publicUrl).origin) return failed('circular')
    if (answer.status >= 400) return failed(answer.status === 404 || answer.status === 410 ? 'gone' : 'error')
    return linesIn(kind, answer.body, answer.url, now)
  } catch (error) {
    if (error instanceof FetchRefused) return failed(WHY_OF[error.reason])
    throw error
  }
}

/** Reads those whose turn has come, one after the other. @throws AggregateError for what is a fault of ours, once the others are read */
export async function readConnectors(db: Database, reading: Reading): Promise<void> {
  const faults: unknown[] = []
  for (const connector of await db.read(system, (tx) => dueConnectors(tx, MOST_AT_ONCE))) {
    const given = await asked(connector, reading, db.clock()).catch((error: unknown) => {
      faults.push(error)
      return failed('unreadable')
    })
    await db.write(system, (tx) => noteReading(tx, connector, given))
  }
  if (faults.length > 0) throw new AggregateError(faults, 'Some answers were not read')
}

/** The job. A reading that begins before the last one ended does nothing. */
export function readingJob(reading: Reading): JobHandler {
  let isReading = false
  return async (db) => {
    if (isReading) return
    isReading = true
    await readConnectors(db, reading).finally(() => {
      isReading = false
    })
  }
}
