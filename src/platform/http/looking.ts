// Whoever looks as somebody else (« voir comme ») is served pages of the desk and of the administration, and nothing more: no act, no
// file, nothing of an account. Each is noted before it is shown. What a page would write, PostgreSQL refuses (db/db.ts).
import { anonymous, type Looking } from '../actor.ts'
import { LooksOnly } from '../errors.ts'
import type { Door } from '../house/door.ts'
import type { Context, Reply, Route } from './route.ts'

const READ_ONLY_TRANSACTION = '25006'

const isWayOut = (route: Route, { ownEyes, signOut }: Door): boolean =>
  'post' in route && (route.post === ownEyes || route.post === signOut)

/** Serves it as far as whoever looks may see it. @throws LooksOnly */
export async function look(
  route: Route,
  looking: Looking,
  ctx: Context,
  serve: (ctx: Context) => Promise<Reply>,
): Promise<Reply> {
  if (isWayOut(route, ctx.door)) return serve(ctx)
  const refusal = new LooksOnly(looking.personName)
  if (!('get' in route)) throw refusal
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
