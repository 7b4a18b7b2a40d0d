// Work done after the answer: planned inside the transaction that causes it, run by graphile-worker on the same PostgreSQL.
import { sql } from 'kysely'
import { Logger, parseCronItems, type Runner, run } from 'graphile-worker'
import pg from 'pg'
import type { Database, Write } from './db.ts'

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

/**
 * Starts the worker.
 * @param ownerUrl the queue belongs to the owner; handlers themselves go through `db`, with the program's rights
 */
export async function startWorker(
  ownerUrl: string,
  db: Database,
  jobs: Jobs,
  schedule: Recurring[],
  concurrency = 2,
): Promise<Runner> {
  const taskList = Object.fromEntries(
    Object.entries(jobs).map(([name, handler]) => [
      name,
      (payload: unknown) => handler(db, payload as Record<string, unknown>),
    ]),
  )
  const pool = new pg.Pool({ connectionString: ownerUrl, max: concurrency + 2 })
  pool.on('error', () => {})
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2000,
    taskList,
    // Times are UTC and so is the interval: no local hour is meant here.
    parsedCronItems: parseCronItems(
      schedule.map(({ task, minutes }) => ({
        task,
        match: everyMinutes(minutes),
        options: { maxAttempts: 3 },
      })),
    ),
    // Names of jobs and errors without payloads: nothing personal reaches the log.
    logger: new Logger(() => () => {}),
  })
  void runner.promise.finally(() => pool.end()).catch(() => {})
  return runner
}

const everyMinutes =
  (minutes: number) =>
  ({ hour, min }: { hour: number; min: number }) =>
    (hour * 60 + min) % minutes === 0
