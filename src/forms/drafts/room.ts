// Room for the drafts of residents: so many for one browser, one network, one account; all those without an account together.
import { type Asking, countDay, countOne, fullForAll } from '#files'
import { limitAt } from '#settings'
import { DRAFTS_FROM_NETWORK, LIMITS } from './limits.ts'
import { draftBytes } from './queries.ts'

/** Bytes of all drafts together, past which none begins without an account: fifty times a busy year. */
const MOST_BYTES = 20 * 1024 ** 3

/** Takes room for one new draft. @throws Full */
export async function takeDraftRoom(ctx: Asking, most = MOST_BYTES): Promise<void> {
  if (ctx.actor.kind === 'agent') return
  if (ctx.actor.personId !== null) return countDay(ctx, 'draft', LIMITS.draftsOfAccount)
  const fromNetwork = await limitAt(ctx, LIMITS.draftsFromNetwork, DRAFTS_FROM_NETWORK)
  await countOne(ctx, 'draft', [LIMITS.draftsOfVisitor, fromNetwork])
  if ((await ctx.db.read(ctx.actor, draftBytes)) > most) throw fullForAll()
}
