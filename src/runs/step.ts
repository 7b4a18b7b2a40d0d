// The job that takes long work forward: a few steps, each in a transaction of its own as whoever asked, then it plans the next ones.
import { isDeepStrictEqual } from 'node:util'
import { actorOfPerson } from '#people'
import { mayEver } from '#platform/access.ts'
import { type Actor, labelled, system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { isRefusal, Unavailable } from '#platform/errors.ts'
import type { FileStore } from '#platform/files/store/store.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import type { Known } from '#platform/house/module.ts'
import type { RunKind, Stepped } from '#platform/runs/kind.ts'
import {
  advanceRun,
  failRun,
  holdRun,
  noteFailure,
  readRun,
  runById,
  silentRuns,
} from '#platform/runs/queries.ts'
import { makeFile } from './file.ts'

export const STEP = 'runs.step'
/** Steps of one job: then others have their turn. */
const AT_ONCE = 20
/** A step that breaks so many times in a row will not hold. */
const MOST_FAILURES = 5
/** Nobody has it in hand any more: its worker died, or its job was lost. */
const SILENT_MS = 10 * 60_000

const NOT_ALLOWED =
  'Vous n’avez plus le droit de faire ce travail\u00a0: il s’arrête. Ce qui est fait reste fait.'
const BROKEN =
  'Ce travail s’est arrêté sur une erreur du programme, qui est signalée. Ce qui est fait reste fait.'

const planSteps = (tx: Write, id: number): Promise<void> => addJob(tx, STEP, { runId: id }, `${STEP}:${id}`)

/** `runs.step`. Payload: `{ runId }`. Taken again after a stop, it begins where the last step that held stopped. */
export function takeSteps(
  known: Known,
  files: FileStore,
  config: Pick<Config, 'clamd' | 'dataFolder'>,
): JobHandler {
  return async (db, { runId }) => {
    const id = Number(runId)
    const found = await db.read(system, async (tx) => {
      const run = await runById(tx, id)
      return run && { run, actor: await actorOfPerson(tx, run.ownerId) }
    })
    if (found === undefined || found.run.endedAt !== null) return
    const { run, actor } = found
    const kind = known.runs[run.kind]
    try {
      if (kind === undefined) throw new Error(`no module brings the run « ${run.kind} »`)
      if (actor === null || !mayEver(known.access[kind.action] ?? [], actor))
        return await fail(db, id, NOT_ALLOWED)
      if (await stepsOf(db, actor, kind, id)) return await db.write(system, (tx) => planSteps(tx, id))
      await makeFile({ db, actor, files, config }, kind, id)
    } catch (error) {
      await afterFailure(db, id, error)
    }
  }
}

/** @returns whether steps are left */
async function stepsOf(db: Database, actor: Actor, kind: RunKind, id: number): Promise<boolean> {
  for (let taken = 0; taken < AT_ONCE; taken += 1) if (!(await stepOf(db, actor, kind, id))) return false
  return true
}

/** One step, or what its refusal leaves when the kind goes on without it. @returns whether another is left */
async function stepOf(db: Database, owner: Actor, kind: RunKind, id: number): Promise<boolean> {
  const take = <T>(work: (tx: Write) => Promise<T>): Promise<T> =>
    kind.asSystem ? db.write(labelled(owner), work) : db.write(owner, work)
  const { reads } = kind
  const held = reads === undefined ? undefined : await take((tx) => holdRun(tx, id))
  const read = held && (await db.read(owner, async (tx) => reads?.(tx, kind.input.parse(held.input))))
  let at: unknown
  try {
    return await take((tx) =>
      takeStep(tx, kind, id, (input, cursor) => {
        at = cursor
        return kind.step(tx, input, cursor, read)
      }),
    )
  } catch (error) {
    const { refused } = kind
    if (refused === undefined || !isRefusal(error)) throw error
    return take((tx) =>
      takeStep(tx, kind, id, async (input, cursor) =>
        // Another worker has gone on meanwhile: it is its own to say.
        isDeepStrictEqual(cursor, at) ? refused(input, cursor, error) : kind.step(tx, input, cursor, read),
      ),
    )
  }
}

/** The work of a step and where it stopped are kept together. @returns whether another is left */
async function takeStep(
  tx: Write,
  kind: RunKind,
  id: number,
  work: (input: unknown, cursor: unknown) => Promise<Stepped<unknown>>,
): Promise<boolean> {
  const held = await holdRun(tx, id)
  if (held === undefined || held.isRead) return false
  const { next, done, lines = [], said = null } = await work(kind.input.parse(held.input), held.cursor)
  await advanceRun(tx, id, { next, done, lines, said })
  if (next === null) await readRun(tx, id, kind.file !== undefined)
  return next !== null
}

const fail = (db: Database, id: number, why: string): Promise<void> =>
  db.write(system, (tx) => failRun(tx, id, why))

// What is refused is refused again; what broke is tried again by the queue, later and later.
async function afterFailure(db: Database, id: number, error: unknown): Promise<void> {
  if (error instanceof Unavailable) throw error
  if (isRefusal(error)) return fail(db, id, error.message)
  const failures = await db.write(system, (tx) => noteFailure(tx, id))
  if (failures >= MOST_FAILURES) await fail(db, id, BROKEN)
  throw error
}

/** `runs.resume`: those that nobody has in hand are planned again. */
export const resumeRuns: JobHandler = (db) =>
  db.write(system, async (tx) => {
    for (const id of await silentRuns(tx, new Date(tx.now.getTime() - SILENT_MS))) await planSteps(tx, id)
  })
