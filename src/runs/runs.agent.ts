// Handlers of the page of long work: how far it is, what it says, its file; stopping it.
import { filesOf } from '#files'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Context, page, redirect, type Reply } from '#platform/http/route.ts'
import { linesOf, runById, type RunRow } from '#platform/runs/queries.ts'
import { stopRun } from '#platform/runs/start.ts'
import { limitOf, register } from '#register'
import { territory } from '#territory'
import { HERE, ownFrame } from './list.ts'
import { runPage } from './pages/run.ts'
import { FORGET } from './retention.ts'

const MOST_LINES = 2_000

async function ownRun(ctx: Context, tx: Read): Promise<RunRow> {
  const id = ctx.params.id ?? ''
  // Policies give one’s own alone.
  const run = /^\d{1,15}$/.test(id) ? await runById(tx, Number(id)) : undefined
  if (run === undefined) throw new NotFound('Ce travail n’existe pas, n’est plus gardé, ou n’est pas à vous.')
  return run
}

/** GET /agents/travaux/:id */
export function showRun(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const run = await ownRun(ctx, tx)
    const [file] = await filesOf(tx, { kind: 'run', id: run.id })
    const view = {
      run,
      kind: ctx.runs[run.kind],
      lines: await linesOf(tx, run.id, MOST_LINES),
      file: file ?? null,
      until: await keptUntil(tx, run),
      zone: (await territory(tx)).zone,
    }
    return page(runPage(await ownFrame(ctx, tx), view))
  })
}

/** As long as the register says; null while it goes on. */
async function keptUntil(tx: Read, { endedAt }: RunRow): Promise<Date | null> {
  const rules = (await register(tx)).entries.flatMap(({ retention }) => retention)
  const keep = rules.find(({ rule }) => rule === FORGET)?.keep
  if (endedAt === null || keep === undefined) return null
  return new Date(endedAt.getTime() + (tx.now.getTime() - limitOf(keep, tx.now).getTime()))
}

/** POST /agents/travaux/:id/arret */
export async function doStop(ctx: Context): Promise<Reply> {
  const stopped = await ctx.db.write(ctx.actor, async (tx) => stopRun(tx, (await ownRun(ctx, tx)).id))
  const said = stopped
    ? 'Le travail est arrêté. Ce qui est fait reste fait.'
    : 'Ce travail était déjà terminé.'
  return redirect(`${HERE}/${ctx.params.id}`, said)
}
