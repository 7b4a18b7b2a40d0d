// Where people sign in: at the installation's own host alone (PARVIS_URL), which keeps passkeys and known devices. A counter is
// another host of the territory: it leads there, and gets a session of its own from there (passage.ts).
import { anonymous } from '#platform/actor.ts'
import { type Context, one, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { pathOf } from '#platform/db/table.ts'
import { territory } from '#territory'
import { localPath } from '#platform/http/local-path.ts'
import { departureAddress } from './departure.ts'

/** Pages that are at the main host only: coming in, and the means of doing so. */
const AT_MAIN =
  /^\/(connexion|inscription|mot-de-passe|mot-de-passe-oublie|compte\/(securite|confirmation|connexions))(\/|$)/
/** Those of them that lead on, once it is done. */
const LEADS_ON = /^\/(connexion|inscription|compte\/confirmation)(\/|$)/

/** Is it the origin of a counter of the territory, or of the pages of elected members or agents, other than the main host? Same scheme and port: nothing else answers there. */
export async function isCounter(ctx: Pick<Context, 'config' | 'db'>, origin: string): Promise<boolean> {
  const [asked, main] = [URL.parse(origin), new URL(ctx.config.publicUrl)]
  if (asked === null || asked.origin !== origin || asked.hostname === main.hostname) return false
  if (asked.protocol !== main.protocol || asked.port !== main.port) return false
  if (ctx.config.faceHosts.has(asked.hostname)) return true
  return ctx.db.read(anonymous(), async (tx) => (await territory(tx)).isHost(asked.hostname))
}

/** The counter that this exchange is at; null at the main host, and at names that nobody knows: there the account is too. */
export async function counterHere(ctx: Pick<Context, 'config' | 'db' | 'host'>): Promise<string | null> {
  const { protocol } = new URL(ctx.config.publicUrl)
  const origin = URL.parse(`${protocol}//${ctx.host}`)?.origin ?? ''
  return (await isCounter(ctx, origin)) ? origin : null
}

/** From a counter to the same page at the main host, which leads back; null when this is not a counter. */
async function awayToMain(ctx: Context): Promise<Reply | null> {
  const origin = await counterHere(ctx)
  if (origin === null) return null
  const to = new URL(ctx.config.publicUrl)
  const [path = '', query = ''] = ctx.url.split('?')
  to.pathname = path
  to.search = query
  if (LEADS_ON.test(path)) {
    const next = localPath(one(ctx.query, 'suite'))
    to.searchParams.set(
      'suite',
      departureAddress(ctx.config.secret, { origin, visitorId: ctx.visitorId, next }),
    )
  }
  return redirect(to.href)
}

/** The routes, those of the main host leading there from any counter. */
export function atMain(routes: readonly Route[]): Route[] {
  return routes.map((route) => {
    if (!AT_MAIN.test(pathOf(route))) return route
    if ('get' in route)
      return { ...route, handle: async (ctx: Context) => (await awayToMain(ctx)) ?? route.handle(ctx) }
    // No page of a counter has these forms: one that was open before is begun again.
    const again = (ctx: Context) => awayToMain({ ...ctx, url: '/connexion' })
    return {
      ...route,
      handle: async (ctx, input, posted) => (await again(ctx)) ?? route.handle(ctx, input, posted),
    }
  })
}
