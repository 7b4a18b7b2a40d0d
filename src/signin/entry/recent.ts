// Step-up: sensitive acts ask again who one is, and what was typed is kept meanwhile (OWASP ASVS 5.0 V7.5).
import { system } from '#platform/actor.ts'
import { Unauthenticated } from '#platform/errors.ts'
import { keepPost } from '#platform/http/keep.ts'
import { type Context, type Cookie, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { sessionCookie } from '#people'
import { digest, newToken } from '#people'
import { readStanding, renewSession } from './queries.ts'

/** Minutes for which a proof of identity is good for sensitive acts. */
export const RECENT_MINUTES = 10

/** Where a person proves again who they are, then goes on. */
export const confirmAddress = (next: string): string =>
  `/compte/confirmation?suite=${encodeURIComponent(next)}`

/**
 * null when the person proved who they are less than `minutes` ago; otherwise the answer to give: the page that asks
 * for it again, which leads back here. What was posted waits, but secrets (platform/http/keep.ts).
 */
export async function requireRecent(ctx: Context, minutes: number, posted?: Posted): Promise<Reply | null> {
  const { sessionToken } = ctx
  if (sessionToken === null) throw new Unauthenticated()
  const standing = await ctx.db.read(system, (tx) => readStanding(tx, digest(sessionToken)))
  if (standing === null) throw new Unauthenticated()
  if (ctx.db.clock().getTime() - standing.provedAt.getTime() < minutes * 60_000) return null
  if (posted === undefined) return redirect(confirmAddress(ctx.url))
  const kept = await keepPost(ctx, ctx.url, posted)
  return redirect(confirmAddress(new URLSearchParams(kept.split('?')[1]).get('suite') ?? '/compte/securite'))
}

/**
 * The same session under a new token, proved now: whoever held the old one holds nothing (OWASP ASVS 5.0 V7.2.4).
 * @throws Unauthenticated when the session ended meanwhile
 */
export async function proveAgain(ctx: Context): Promise<Cookie> {
  const { sessionToken, actor } = ctx
  const { personId } = actor
  if (sessionToken === null || personId === null) throw new Unauthenticated()
  const token = newToken()
  const renewed = await ctx.db.write(system, (tx) =>
    renewSession(tx, personId, digest(sessionToken), digest(token)),
  )
  if (renewed === null) throw new Unauthenticated()
  return sessionCookie(token, actor, renewed.isShared)
}
