// Handlers: the link that signs in, mailed to whoever gave a right password from a network where many accounts are tried.
import { NotFound } from '#platform/errors.ts'
import { type Context, one, page, type Reply } from '#platform/http/route.ts'
import { arrivalOf } from './devices/enter.ts'
import { signInLinkPage, signInLinkSentPage } from './pages/sign-in-link.ts'
import { deadLinkPage } from './pages/sign-up.ts'
import { enterByLink, isLinkOpen } from './sign-in-link.ts'
import { goOn } from './sign-in.citizen.ts'

const deadLink = (ctx: Context): Reply =>
  page(deadLinkPage(ctx, { href: '/connexion', label: 'Se connecter' }), 410)

export async function showLinkSent(ctx: Context): Promise<Reply> {
  return page(signInLinkSentPage(ctx))
}

/** Shows a button and uses nothing: mail scanners open links before people do. */
export async function showLink(ctx: Context): Promise<Reply> {
  const token = one(ctx.query, 'jeton')
  return (await isLinkOpen(ctx, token)) ? page(signInLinkPage(ctx, token)) : deadLink(ctx)
}

export async function doLink(ctx: Context, { jeton: token }: { jeton: string }): Promise<Reply> {
  try {
    return goOn(ctx, await enterByLink(ctx, { token, oldToken: ctx.sessionToken, arrival: arrivalOf(ctx) }))
  } catch (error) {
    if (error instanceof NotFound) return deadLink(ctx)
    throw error
  }
}
