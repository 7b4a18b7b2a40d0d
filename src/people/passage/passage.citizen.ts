// Handlers: at the main host, a ticket for the counter one came from; at the counter, the arrival.
import { isNobody, ownName } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import { homeOf } from '#platform/http/navigation.ts'
import { type Context, one, page, type Reply, redirect } from '#platform/http/route.ts'
import { readDeparture } from './departure.ts'
import { counterHere, isCounter } from './main-host.ts'
import { givePassage, takeArrival } from './passage.ts'
import { crossingPage, lostPage } from './pages/passage.ts'

/** GET /passage */
export async function showCrossing(ctx: Context): Promise<Reply> {
  const departure = readDeparture(ctx.config.secret, one(ctx.query, 'de'))
  if (departure === null || (await counterHere(ctx)) !== null || !(await isCounter(ctx, departure.origin)))
    throw new NotFound()
  const { sessionToken } = ctx
  // Under a mandate one goes on in one's own name: acting for somebody is said at each counter.
  const personId = ctx.actor.by?.personId ?? ownName(ctx.actor)
  if (personId === null || sessionToken === null)
    return redirect(`/connexion?suite=${encodeURIComponent(ctx.url)}`)
  const ticket = await givePassage(ctx.db, sessionToken, departure)
  const to = `${departure.origin}/passage/arrivee?billet=${ticket}`
  // A page, not a redirection: after a form, browsers follow none to another host (CSP form-action).
  return { ...page(crossingPage(ctx, to)), headers: { refresh: `0;url=${to}` } }
}

/** GET /passage/arrivee */
export async function showArrival(ctx: Context): Promise<Reply> {
  const origin = await counterHere(ctx)
  if (origin === null) throw new NotFound()
  const arrived = await takeArrival(ctx.db, {
    ticket: one(ctx.query, 'billet'),
    origin,
    visitorId: ctx.visitorId,
    oldToken: ctx.sessionToken,
  })
  if (arrived === null) return isNobody(ctx.actor) ? page(lostPage(ctx), 410) : redirect(homeOf(ctx))
  const { session, next } = arrived
  return { ...redirect(next ?? homeOf(ctx, session.actor)), cookies: [session.cookie] }
}
