// Handler of the list.
import { homeOf } from '#platform/http/navigation.ts'
import { blocksOf, type Context, one, page, redirect, type Reply } from '#platform/http/route.ts'
import { deskFrame } from '#territory'
import { exactReference, inboxOf } from './inbox.ts'
import { begunLines } from '../write/begun.ts'
import { inboxPage } from './pages/inbox.ts'

/** GET /agents. A whole reference in the search box opens its request. */
export async function showInbox(ctx: Context): Promise<Reply> {
  const home = homeOf(ctx)
  if (home !== '/agents') return redirect(home)
  const blocks = await blocksOf(ctx, 'desk')
  return ctx.db.read(ctx.actor, async (tx) => {
    const exact = await exactReference(tx, one(ctx.query, 'q').trim())
    if (exact !== null) return redirect(`/agents/demandes/${exact}`)
    return page(
      inboxPage(await deskFrame(ctx, tx), await inboxOf(tx, ctx.actor, ctx.query), {
        begun: await begunLines(tx),
        blocks,
      }),
    )
  })
}
