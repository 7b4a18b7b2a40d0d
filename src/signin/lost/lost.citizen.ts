// Handlers: a resident who lost the application and the recovery codes asks, and refuses from another session.
import { Conflict, Unauthenticated } from '#platform/errors.ts'
import { type Context, page, type Reply, redirect } from '#platform/http/route.ts'
import { territory } from '#territory'
import { writerOf } from '#people'
import { askLost, lostState, refuseLost } from './lost.ts'
import { lostPage } from './pages/lost.ts'

export async function showLost(ctx: Context): Promise<Reply> {
  const state = await lostState(ctx, ctx.sessionToken)
  if (state === null) return redirect('/connexion')
  if (!state.mayAsk) return redirect('/connexion/code')
  const { zone } = await ctx.db.read(ctx.actor, territory)
  return page(lostPage(ctx, state.waiting, zone))
}

export async function doAskLost(ctx: Context): Promise<Reply> {
  try {
    await askLost(ctx, ctx.sessionToken, writerOf(ctx))
  } catch (error) {
    if (error instanceof Unauthenticated) return redirect('/connexion')
    // Sent twice: the page says what waits.
    if (!(error instanceof Conflict)) throw error
  }
  return redirect('/connexion/perdu')
}

export async function doRefuseLost(ctx: Context): Promise<Reply> {
  const { personId } = ctx.actor
  if (personId === null) throw new Unauthenticated()
  await refuseLost(ctx, personId)
  return redirect('/compte/securite', 'C’est annulé. Vos moyens de connexion restent les mêmes.')
}
