// Runs the schedule of retention: each rule of the register in its own transactions, in batches; or all of them in one
// transaction that is rolled back, to know what they would do.
import { randomUUID } from 'node:crypto'
import { system } from '#platform/actor.ts'
import { apart } from '#platform/db/apart.ts'
import type { Database, Write } from '#platform/db/db.ts'
import type { Held, RetentionRule, Sweeping } from '#platform/house/retention.ts'
import { insertRun, limitOf, type ProcessingEntry, register, type RunRow } from '#register'
import type { Writer } from '#platform/mail/writer.ts'

/** How many rows at once, and how many batches of one rule in one run: the next day takes the rest. */
const BATCH = 500
const MOST_BATCHES = 400

export interface RetentionOptions {
  isDry: boolean
  writer: Writer
  isDemo: boolean
  /** That rule alone; every rule when absent. */
  only?: string | undefined
}

interface Step {
  rule: RetentionRule
  sweeping: Sweeping
}

const UNKNOWN = (id: string): RetentionRule => ({
  id,
  label: id,
  sweep: () => Promise.reject(new Error(`no module brings the rule of retention ${id}`)),
})

/** Every rule of every entry, in the order of the register. One that no module brings fails, and the report says so. */
function stepsOf(
  entries: readonly ProcessingEntry[],
  held: Held,
  now: Date,
  { writer, isDemo, only }: RetentionOptions,
): Step[] {
  return entries.flatMap(({ id: entry, retention }) => {
    const ends = new Map(retention.map(({ rule, keep }) => [rule, limitOf(keep, now)]))
    const limit = (rule: string): Date | null => ends.get(rule) ?? null
    return [...ends]
      .filter(([rule]) => only === undefined || rule === only)
      .map(([id, before]) => ({
        rule: held.retention.find((rule) => rule.id === id) ?? UNKNOWN(id),
        sweeping: { before, most: BATCH, entry, limitOf: limit, writer, isDemo, held },
      }))
  })
}

/** Runs batches until one is not full. */
async function sweepAll(batch: () => Promise<number>): Promise<number> {
  let count = 0
  for (let batches = 0; batches < MOST_BATCHES; batches += 1) {
    const done = await batch()
    count += done
    if (done < BATCH) break
  }
  return count
}

type Outcome = Pick<RunRow, 'count' | 'failed'>

// The kind of the error, without its words: they may quote values.
const failureOf = (error: unknown): Outcome => ({
  count: 0,
  failed: error instanceof Error ? ('code' in error && String(error.code)) || error.name : 'Error',
})

async function sweepForGood(db: Database, step: Step): Promise<Outcome> {
  try {
    const count = await sweepAll(() => db.write(system, (tx) => step.rule.sweep(tx, step.sweeping)))
    return { count, failed: null }
  } catch (error) {
    return failureOf(error)
  }
}

class Undone extends Error {
  readonly outcomes: Outcome[]
  constructor(outcomes: Outcome[]) {
    super('undone')
    this.outcomes = outcomes
  }
}

async function sweepForNothing(tx: Write, step: Step): Promise<Outcome> {
  try {
    const count = await apart(tx, () => sweepAll(() => step.rule.sweep(tx, step.sweeping)))
    return { count, failed: null }
  } catch (error) {
    return failureOf(error)
  }
}

async function foresee(db: Database, steps: readonly Step[]): Promise<Outcome[]> {
  try {
    return await db.write(system, async (tx) => {
      const outcomes: Outcome[] = []
      for (const step of steps) outcomes.push(await sweepForNothing(tx, step))
      throw new Undone(outcomes)
    })
  } catch (error) {
    if (error instanceof Undone) return error.outcomes
    throw error
  }
}

/** How many things the rules of these entries would concern today. Nothing changes, nothing is noted. */
export async function foreseen(
  db: Database,
  held: Held,
  entries: readonly ProcessingEntry[],
  options: Omit<RetentionOptions, 'isDry'>,
): Promise<number> {
  const outcomes = await foresee(db, stepsOf(entries, held, db.clock(), { ...options, isDry: true }))
  return outcomes.reduce((sum, { count }) => sum + count, 0)
}

/**
 * Runs every rule, or says what they would do, and writes the report.
 * @returns one line for each rule of each entry
 */
export async function runRetention(db: Database, held: Held, options: RetentionOptions): Promise<RunRow[]> {
  const now = db.clock()
  const steps = stepsOf((await db.read(system, register)).entries, held, now, options)
  const outcomes: Outcome[] = options.isDry ? await foresee(db, steps) : []
  if (!options.isDry) for (const step of steps) outcomes.push(await sweepForGood(db, step))
  const runId = randomUUID()
  const rows = steps.map(({ rule, sweeping: { entry, before } }, at): RunRow => {
    const outcome = outcomes[at] ?? { count: 0, failed: 'Error' }
    return { runId, at: now, isDry: options.isDry, entryId: entry, rule: rule.id, before, ...outcome }
  })
  await db.write(system, async (tx) => {
    for (const row of rows) await insertRun(tx, row)
  })
  return rows
}
