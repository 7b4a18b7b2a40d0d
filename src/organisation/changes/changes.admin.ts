// Handlers of reorganisations: what one would move or has moved; confirming, dropping, undoing it.
import { labelled } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import { type Context, page, redirect, type Reply } from '#platform/http/route.ts'
import { adminFrame, localDay, territory, storyOf } from '#territory'
import { changeHref } from '../units/addresses.ts'
import { apply, drop, mayUndo, plan, REORGANISE, undo, undoneUntil } from './change.ts'
import { heldInAll } from './held.ts'
import { strandings } from './judge.ts'
import { changePage } from './pages/change.ts'
import { findChange } from './queries.ts'

const idOf = ({ params }: Context): number =>
  /^\d{1,9}$/.test(params.changement ?? '') ? Number(params.changement) : 0

/** GET /administration/organisation/changements/:changement */
export function showChange(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const change = await findChange(tx, idOf(ctx), REORGANISE)
    if (change === undefined) throw new NotFound()
    const place = await territory(tx)
    const isToCome = change.state === 'previewed' || change.state === 'planned'
    const until = undoneUntil(change, place.zone)
    return page(
      changePage(await adminFrame(ctx, tx), {
        change,
        place,
        possessions: tx.heldByUnits,
        counts: change.moved?.counts ?? (await heldInAll(tx, change)),
        problems: isToCome ? await strandings(tx, change, place) : [],
        undoneUntil: until !== null && localDay(tx.now, place.zone) <= until ? until : null,
        story: await storyOf(tx, 'reorganisation', change.id),
      }),
    )
  })
}

/** POST …/confirmation: said by whoever administers; done at once by the system, in their name, when its day has come. */
export async function doPlan(ctx: Context): Promise<Reply> {
  const id = idOf(ctx)
  const { day } = await ctx.db.write(ctx.actor, (tx) => plan(tx, id))
  const { zone } = await ctx.db.read(ctx.actor, territory)
  const isNow = day <= localDay(ctx.db.clock(), zone)
  if (isNow) await ctx.db.write(labelled(ctx.actor), (tx) => apply(tx, id))
  return redirect(
    changeHref(id),
    isNow
      ? 'C’est fait. Cela se défait d’un seul geste pendant un mois.'
      : 'C’est décidé\u00a0: tout bougera ce jour-là.',
  )
}

/** POST …/abandon */
export async function doDrop(ctx: Context): Promise<Reply> {
  await ctx.db.write(ctx.actor, (tx) => drop(tx, idOf(ctx)))
  return redirect(changeHref(idOf(ctx)), 'C’est abandonné\u00a0: rien n’a bougé.')
}

/** POST …/retour: judged as whoever acts, done by the system in their name. */
export async function doUndo(ctx: Context): Promise<Reply> {
  const id = idOf(ctx)
  await ctx.db.write(ctx.actor, (tx) => mayUndo(tx, id))
  await ctx.db.write(labelled(ctx.actor), (tx) => undo(tx, id))
  return redirect(changeHref(id), 'Tout est revenu à sa place.')
}
