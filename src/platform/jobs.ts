// Work done after the answer: planned inside the transaction that causes it, run by graphile-worker on the same PostgreSQL.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Logger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker'
import pg from 'pg'
import type { Database, Write } from './db/db.ts'

/** Runs one job. Idempotent: the same payload may come twice. Payloads hold ids, never personal values. */
export type JobHandler = (db: Database, payload: Record<string, unknown>) => Promise<void>
export type Jobs = Readonly<Record<string, JobHandler>>

/**
 * Plans a job in the transaction.
 * @param key jobs with the same key are planned once
 * @param at earliest instant to run; now when absent
 */
export async function addJob(
  tx: Write,
  task: string,
  payload: Record<string, unknown>,
  key: string | null = null,
  at: Date | null = null,
): Promise<void> {
  await sql`select platform.add_job(${task}, ${JSON.stringify(payload)}::json, ${key}, ${at})`.execute(tx.q)
}

/** A recurring job: every `minutes`, planned by whichever worker is first. */
export interface Recurring {
  task: string
  minutes: number
}

// Jobs that a killed program had in hand, or that a cut kept from being ticked off, are held for four hours by their
// locks. Ours last seconds and may run twice: they are taken up again much sooner.
const FREE_HELD = 'platform.free_held_jobs'
const HELD_MINUTES = 10
/** How many jobs a worker has in hand; a killed one holds so many back. */
const JOBS_AT_ONCE = 8
const FREE = `select graphile_worker.force_unlock_workers(array(
  select distinct locked_by from graphile_worker.jobs where locked_at <= now() - make_interval(mins => $1)))`

async function freeAllHeld(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(FREE, [0]).finally(() => owner.end())
}

export interface WorkerOptions {
  /** No other worker can be running on this database: what is held is held by the dead. */
  alone?: boolean
  concurrency?: number
}

/** Milliseconds before a worker that ended is started again. */
const AGAIN_MS = 1_000

/** What runs until it is stopped. */
export interface Worker {
  stop(): Promise<void>
}

/**
 * Starts the worker. A database that is away for longer than the queue waits ends its runner: another is started, until one is.
 * @param ownerUrl the queue belongs to the owner; handlers themselves go through `db`, with the program's rights
 */
export async function startWorker(
  ownerUrl: string,
  db: Database,
  jobs: Jobs,
  schedule: readonly Recurring[],
  options: WorkerOptions = {},
): Promise<Worker> {
  const stopping = new AbortController()
  const start = () => startRunner(ownerUrl, db, jobs, schedule, options)
  let runner = await start()
  const kept = (async () => {
    for (let next: Runner | null = runner; next !== null; next = await startedAgain(start, stopping.signal)) {
      runner = next
      if (stopping.signal.aborted) await runner.stop().catch(() => {})
      await runner.promise.catch((error: unknown) => stopping.signal.aborted || console.error(error))
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await runner.stop().catch(() => {})
      await kept
    },
  }
}

async function startedAgain(start: () => Promise<Runner>, stopping: AbortSignal): Promise<Runner | null> {
  while (!stopping.aborted) {
    await sleep(AGAIN_MS, undefined, { signal: stopping }).catch(() => {})
    const runner = stopping.aborted ? null : await start().catch(() => null)
    if (runner !== null) return runner
  }
  return null
}

async function startRunner(
  ownerUrl: string,
  db: Database,
  jobs: Jobs,
  schedule: readonly Recurring[],
  { alone = false, concurrency = 2 }: WorkerOptions,
): Promise<Runner> {
  if (alone) await freeAllHeld(ownerUrl)
  const taskList: TaskList = Object.fromEntries(
    Object.entries(jobs).map(([name, handler]) => [
      name,
      (payload: unknown) => handler(db, payload as Record<string, unknown>),
    ]),
  )
  taskList[FREE_HELD] = async (_payload, { query }) => void (await query(FREE, [HELD_MINUTES]))
  return run({
    connectionString: ownerUrl,
    maxPoolSize: concurrency + 2,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2000,
    taskList,
    // A morning's requests come together: jobs are taken a few at once, and ticked off together.
    preset: { worker: { localQueue: { size: JOBS_AT_ONCE }, completeJobBatchDelay: 0 } },
    // Times are UTC and so is the interval: no local hour is meant here.
    parsedCronItems: parseCronItems(
      [...schedule, { task: FREE_HELD, minutes: 5 }].map(({ task, minutes }) => ({
        task,
        match: everyMinutes(minutes),
        options: { maxAttempts: 3 },
      })),
    ),
    // Names of jobs and errors without payloads: nothing personal reaches the log.
    logger: new Logger(() => () => {}),
  })
}

const everyMinutes =
  (minutes: number) =>
  ({ hour, min }: { hour: number; min: number }) =>
    (hour * 60 + min) % minutes === 0
