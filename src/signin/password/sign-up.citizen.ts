// Handlers: open an account, confirm the address.
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { arrivalOf } from '../entry/enter.ts'
import { localPath } from '#platform/http/local-path.ts'
import { confirmPage, signUpPage, signUpSentPage } from './pages/sign-up.ts'
import { homeOf } from '#platform/http/navigation.ts'
import { askAccount, confirmAccount, pendingAccount } from './sign-up.ts'
import { writerOf } from '#people'
import { deadLinkPage } from '../entry/pages/dead-link.ts'

export async function showSignUp(ctx: Context): Promise<Reply> {
  const next = localPath(one(ctx.query, 'suite'))
  if (ctx.actor.personId !== null) return redirect(next ?? homeOf(ctx))
  return page(signUpPage(ctx, { name: '', email: '', next: next ?? '' }))
}

export async function doSignUp(
  ctx: Context,
  input: { name: string; email: string; password: string; suite?: string | undefined },
): Promise<Reply> {
  const { name, email, password, suite = '' } = input
  const asked = { name, email, password, ip: ctx.ip, visitorId: ctx.visitorId, next: localPath(suite) }
  await askAccount(ctx, asked, writerOf(ctx))
  return redirect('/inscription/message')
}

export async function signUpAgain(
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> {
  const next = localPath(one(values, 'suite')) ?? ''
  return page(
    signUpPage(ctx, { name: one(values, 'name'), email: one(values, 'email'), next, problems }),
    422,
  )
}

export async function showSignUpSent(ctx: Context): Promise<Reply> {
  return page(signUpSentPage(ctx))
}

const deadLink = (ctx: Context): Reply =>
  page(deadLinkPage(ctx, { href: '/inscription', label: 'Recommencer l’inscription' }), 410)

/** Shows a button and uses nothing: mail scanners open links before people do. */
export async function showConfirm(ctx: Context): Promise<Reply> {
  return confirmAgain(ctx, [], one(ctx.query, 'jeton'))
}

export async function doConfirm(ctx: Context, input: { jeton: string; password: string }): Promise<Reply> {
  const asked = {
    token: input.jeton,
    password: input.password,
    visitorId: ctx.visitorId,
    oldToken: ctx.sessionToken,
    arrival: arrivalOf(ctx),
  }
  try {
    const { session, cookies, next } = await confirmAccount(ctx, asked)
    return {
      ...redirect(next ?? homeOf(ctx, session.actor), 'Votre compte est ouvert.'),
      cookies,
    }
  } catch (error) {
    if (error instanceof NotFound) return deadLink(ctx)
    throw error
  }
}

export async function confirmAgain(ctx: Context, problems: FieldProblem[], token: string): Promise<Reply> {
  const pending = await pendingAccount(ctx, token, ctx.visitorId)
  if (pending === null) return deadLink(ctx)
  return page(confirmPage(ctx, { token, ...pending, problems }), problems.length > 0 ? 422 : 200)
}
