// Handlers: the code after the password, a recovery code, the link for whoever has no second factor yet.
import { type FieldProblem, Unauthenticated } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { arrivalOf, type Entered } from '../entry/enter.ts'
import { localPath } from '#platform/http/local-path.ts'
import { homeOf } from '#platform/http/navigation.ts'
import { writerOf } from '#people'
import { askEnrolment } from './enrolment.ts'
import { askLinkPage, codePage, linkSentPage, passkeyOnlyPage, recoveryCodePage } from './pages/code.ts'
import { type CodeTyped, giveCode, giveRecoveryCode, halfOf } from './second-factor.ts'
import { codeAddress } from '../entry/code-address.ts'

interface Typed {
  code: string
  suite?: string | undefined
}

const nextOf = (ctx: Context, typed?: string): string => localPath(typed ?? one(ctx.query, 'suite')) ?? ''

/** Without half a session there is nothing to complete. */
const toSignIn = (next: string): Reply =>
  redirect(next === '' ? '/connexion' : `/connexion?suite=${encodeURIComponent(next)}`)

async function codeScreen(ctx: Context, next: string, problems: FieldProblem[]): Promise<Reply> {
  const half = await halfOf(ctx, ctx.sessionToken)
  if (half === null) return ctx.actor.personId === null ? toSignIn(next) : redirect(next || homeOf(ctx))
  const status = problems.length > 0 ? 422 : 200
  if (half.totpSince !== null)
    return page(codePage(ctx, { ...half, next, hasPasskey: half.passkeys > 0, problems }), status)
  return page(half.passkeys > 0 ? passkeyOnlyPage(ctx, next) : askLinkPage(ctx, next), status)
}

export const showCode = (ctx: Context): Promise<Reply> => codeScreen(ctx, nextOf(ctx), [])

export const codeAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  codeScreen(ctx, nextOf(ctx, one(values, 'suite')), problems)

async function comeIn(
  ctx: Context,
  { code, suite = '' }: Typed,
  give: (typed: CodeTyped) => Promise<Entered>,
): Promise<Reply> {
  const next = localPath(suite)
  try {
    const { session, cookies } = await give({ token: ctx.sessionToken, code, arrival: arrivalOf(ctx) })
    return { ...redirect(next ?? homeOf(ctx, session.actor)), cookies }
  } catch (error) {
    if (error instanceof Unauthenticated) return toSignIn(next ?? '')
    throw error
  }
}

export const doCode = (ctx: Context, input: Typed): Promise<Reply> =>
  comeIn(ctx, input, (typed) => giveCode(ctx, typed))

export const doRecoveryCode = (ctx: Context, input: Typed): Promise<Reply> =>
  comeIn(ctx, input, (typed) => giveRecoveryCode(ctx, typed))

async function recoveryScreen(ctx: Context, next: string, problems: FieldProblem[]): Promise<Reply> {
  const half = await halfOf(ctx, ctx.sessionToken)
  if (half === null) return toSignIn(next)
  return page(recoveryCodePage(ctx, { next, problems }), problems.length > 0 ? 422 : 200)
}

export const showRecoveryCode = (ctx: Context): Promise<Reply> => recoveryScreen(ctx, nextOf(ctx), [])

export const recoveryCodeAgain = (
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> => recoveryScreen(ctx, nextOf(ctx, one(values, 'suite')), problems)

export async function doAskLink(
  ctx: Context,
  { suite = '' }: { suite?: string | undefined },
): Promise<Reply> {
  const half = await halfOf(ctx, ctx.sessionToken)
  if (half === null) return toSignIn(localPath(suite) ?? '')
  // Set up meanwhile, in another window: the code page knows what to ask.
  if (half.totpSince !== null || half.passkeys > 0) return redirect(codeAddress(localPath(suite)))
  await askEnrolment(ctx, ctx.sessionToken, writerOf(ctx))
  return redirect('/connexion/code/message')
}

export async function showLinkSent(ctx: Context): Promise<Reply> {
  return page(linkSentPage(ctx))
}
