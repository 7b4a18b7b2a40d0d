// Handlers: what retention did, what it would do today.
import { metropolitanAdministrator } from '#platform/access.ts'
import { type Context, page, redirect, type Reply } from '#platform/http/route.ts'
import { plural } from '#platform/ui/french.ts'
import { lastRuns, register } from '#register'
import { adminFrame, territory } from '#territory'
import { retentionPage } from './pages/retention.ts'
import { writerAt } from './job.ts'
import { runRetention } from './run.ts'

const SHOWN_RUNS = 5

/** GET /administration/conservation */
export function showRetention(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const { zone } = await territory(tx)
    const frame = await adminFrame(ctx, tx)
    const { entries } = await register(tx)
    const runs = await lastRuns(tx, SHOWN_RUNS)
    return page(
      retentionPage(frame, {
        ...{ entries, runs, zone },
        rules: ctx.held.retention,
        mayChange: metropolitanAdministrator.ever(ctx.actor),
      }),
    )
  })
}

/** POST /administration/conservation/simulation */
export async function doDryRun(ctx: Context): Promise<Reply> {
  const { config, db, held } = ctx
  const rows = await runRetention(db, held, {
    isDry: true,
    writer: writerAt(config.publicUrl),
    isDemo: config.demo,
  })
  const count = rows.reduce((sum, row) => sum + row.count, 0)
  return redirect(
    '/administration/conservation',
    `Simulation faite\u00a0: ${plural(count, 'élément serait concerné', 'éléments seraient concernés')} aujourd’hui. Rien n’a changé.`,
  )
}
