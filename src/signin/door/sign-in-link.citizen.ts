// Handlers: the link that signs in, mailed to whoever gave a right password from a network where many accounts are tried.
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply } from '#platform/http/route.ts'
import { arrivalOf } from '../entry/enter.ts'
import { signInLinkPage, signInLinkSentPage } from '../password/pages/sign-in-link.ts'
import { enterByLink, openLink } from '../password/sign-in-link.ts'
import { deadLinkPage } from '../entry/pages/dead-link.ts'
import { goOn } from './go-on.ts'

const deadLink = (ctx: Context): Reply =>
  page(deadLinkPage(ctx, { href: '/connexion', label: 'Se connecter' }), 410)

export async function showLinkSent(ctx: Context): Promise<Reply> {
  return page(signInLinkSentPage(ctx))
}

/** Shows a button and uses nothing: mail scanners open links before people do. */
export async function showLink(ctx: Context): Promise<Reply> {
  return screen(ctx, one(ctx.query, 'jeton'), [])
}

export const linkAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  screen(ctx, one(values, 'jeton'), problems)

async function screen(ctx: Context, token: string, problems: FieldProblem[]): Promise<Reply> {
  const open = await openLink(ctx, token, ctx.visitorId)
  if (open === null) return deadLink(ctx)
  return page(signInLinkPage(ctx, { ...open, token, problems }), problems.length > 0 ? 422 : 200)
}

export async function doLink(
  ctx: Context,
  { jeton: token, password }: { jeton: string; password: string },
): Promise<Reply> {
  const { visitorId, sessionToken: oldToken } = ctx
  try {
    return goOn(
      ctx,
      await enterByLink(ctx, { token, visitorId, password, oldToken, arrival: arrivalOf(ctx) }),
    )
  } catch (error) {
    if (error instanceof NotFound) return deadLink(ctx)
    throw error
  }
}
