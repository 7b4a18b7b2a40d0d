// Handlers of the identities to be checked.
import { system } from '#platform/actor.ts'
import { NotFound, Unauthenticated } from '#platform/errors.ts'
import { type Context, page, type Reply, redirect } from '#platform/http/route.ts'
import { localDay, territory } from '#territory'
import { writerOf } from '#people'
import { decideCheck } from './links.ts'
import { checksPage } from './pages/checks.ts'
import { type Decision, openChecks } from './queries.check.ts'

/** GET /administration/identites */
export async function showChecks(ctx: Context): Promise<Reply> {
  const view = await ctx.db.read(system, async (tx) => {
    const { zone } = await territory(tx)
    return { checks: await openChecks(tx), zone, today: localDay(tx.now, zone) }
  })
  return page(checksPage(ctx, view))
}

/** POST /administration/identites/:id */
export async function doDecide(ctx: Context, { decision }: { decision: Decision }): Promise<Reply> {
  const checkId = Number(ctx.params.id)
  const decidedBy = ctx.actor.personId
  if (decidedBy === null) throw new Unauthenticated()
  if (!Number.isSafeInteger(checkId)) throw new NotFound()
  await decideCheck(ctx, { checkId, decision, decidedBy }, writerOf(ctx))
  return redirect(
    '/administration/identites',
    decision === 'same' ? 'L’identité est reliée au compte.' : 'Les deux personnes restent distinctes.',
  )
}
