// Whoever looks as somebody else (« voir comme ») is served pages of the desk and of the administration, and nothing more: no act, no
// file, nothing of an account. Each is noted before it is shown. What a page would write, PostgreSQL refuses (db/db.ts).
import { anonymous, type Looking } from '../actor.ts'
import { LooksOnly } from '../errors.ts'
import type { Door } from '../house/door.ts'
import { typedWhileLooking } from './resend-page.ts'
import { type Context, page, type Posted, type Reply, type Route } from './route.ts'

const READ_ONLY_TRANSACTION = '25006'

const isWayOut = (route: Route, { ownEyes, signOut }: Door): boolean =>
  'post' in route && (route.post === ownEyes || route.post === signOut)

/** Nothing is sent; what was typed is not lost for that. @throws LooksOnly when nothing was */
function giveBack(route: Route, ctx: Context, posted: Posted | null, refusal: LooksOnly): Reply {
  const isShown = posted !== null && 'post' in route && route.resend && !route.script
  const given = isShown ? typedWhileLooking(ctx, posted, refusal.message) : null
  if (given === null) throw refusal
  return page(given, refusal.status)
}

/** Serves it as far as whoever looks may see it. @throws LooksOnly */
export async function look(
  route: Route,
  looking: Looking,
  ctx: Context,
  { posted, serve }: { posted: Posted | null; serve: (ctx: Context) => Promise<Reply> },
): Promise<Reply> {
  if (isWayOut(route, ctx.door)) return serve(ctx)
  const refusal = new LooksOnly(looking.personName)
  if (!('get' in route)) return giveBack(route, ctx, posted, refusal)
  // What everybody's browser fetches (colours, plan): as anybody, who opens no file.
  if (route.face === 'machine') return serve({ ...ctx, actor: anonymous() })
  if (route.face !== 'agent' && route.face !== 'admin') throw refusal
  await ctx.door.looked(ctx.db, looking, ctx.url.replace(/\?.*/s, ''))
  const reply = await serve(ctx).catch((error: unknown) => {
    throw (error as { code?: unknown }).code === READ_ONLY_TRANSACTION ? refusal : error
  })
  if (reply.kind === 'bytes' || reply.kind === 'stream') throw refusal
  return reply
}
