// Handlers: one’s notices, opening one, all read at once; the same at the account and at the desk.
import { NotFound } from '#platform/errors.ts'
import { type Context, page, redirect, type Reply } from '#platform/http/route.ts'
import { plural } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { listPage } from './pages/list.ts'
import { frameAt } from './pages/frame.ts'
import { ADDRESS, kindIds, type Place, readerOf } from './places.ts'
import { markAllRead, markRead, noticesOf } from './queries.ts'

/** Shown at once; older ones come up as the newer are forgotten. */
const SHOWN = 100

/** GET /compte/notifications, /agents/notifications */
export const showNotices =
  (place: Place) =>
  (ctx: Context): Promise<Reply> =>
    ctx.db.read(ctx.actor, async (tx) => {
      const notices = await noticesOf(tx, readerOf(ctx), kindIds(ctx, place), SHOWN)
      const { zone } = await territory(tx)
      return page(listPage(ctx, await frameAt(ctx, tx, place), { place, notices, zone }))
    })

/** POST …/:id/lecture: it is read, and its subject opens. @throws NotFound when it is not theirs, or forgotten */
export const openNotice = async (ctx: Context): Promise<Reply> => {
  const id = Number(ctx.params.id)
  const personId = readerOf(ctx)
  const href = Number.isSafeInteger(id)
    ? await ctx.db.write(ctx.actor, (tx) => markRead(tx, personId, id))
    : null
  if (href === null) throw new NotFound('Cette notification n’existe plus.')
  return redirect(href)
}

/** POST …/lues: what was on the page, and nothing that came since. */
export const readAll =
  (place: Place) =>
  async (ctx: Context, { jusque }: { jusque: number }): Promise<Reply> => {
    const personId = readerOf(ctx)
    const count = await ctx.db.write(ctx.actor, (tx) =>
      markAllRead(tx, personId, kindIds(ctx, place), jusque),
    )
    const said =
      count === 0
        ? 'Tout était déjà lu.'
        : `${plural(count, 'notification marquée comme lue', 'notifications marquées comme lues')}.`
    return redirect(ADDRESS[place], said)
  }
