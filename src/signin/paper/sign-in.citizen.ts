// Handlers of whoever has a paper: sign in, prove again who one is, give the paper up.
import { type FieldProblem, Unauthenticated } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { arrivalOf } from '../entry/enter.ts'
import { proveAgain, RECENT_MINUTES, requireRecent } from '../entry/recent.ts'
import { localPath } from '#platform/http/local-path.ts'
import { homeOf } from '#platform/http/navigation.ts'
import { writerOf } from '#people'
import { askNumber } from './give.ts'
import { paperConfirmPage } from './pages/security.ts'
import { paperSignInPage } from './pages/sign-in.ts'
import { confirmByPaper, giveUpPaper, signInByPaper } from './sign-in.ts'
import { codeAddress } from '../entry/code-address.ts'

const SECURITY = '/compte/securite'

interface Typed {
  numero: string
  passe: string
  suite?: string | undefined
}

/** GET /connexion/papier */
export async function showPaperSignIn(ctx: Context): Promise<Reply> {
  const next = localPath(one(ctx.query, 'suite'))
  if (ctx.actor.personId !== null) return redirect(next ?? homeOf(ctx))
  return page(paperSignInPage(ctx, { number: '', next: next ?? '' }))
}

/** POST /connexion/papier */
export async function doPaperSignIn(ctx: Context, { numero, passe, suite = '' }: Typed): Promise<Reply> {
  const asked = { number: numero, code: passe, ip: ctx.ip, oldToken: ctx.sessionToken }
  const { session, cookies, isHalf } = await signInByPaper(ctx, { ...asked, arrival: arrivalOf(ctx) })
  const next = localPath(suite)
  return { ...redirect(isHalf ? codeAddress(next) : (next ?? homeOf(ctx, session.actor))), cookies }
}

export async function paperSignInAgain(
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> {
  const view = { number: one(values, 'numero'), next: localPath(one(values, 'suite')) ?? '', problems }
  return page(paperSignInPage(ctx, view), 422)
}

function personOf({ actor }: Context): number {
  if (actor.personId === null) throw new Unauthenticated()
  return actor.personId
}

/** POST /compte/confirmation/papier */
export async function doPaperConfirm(
  ctx: Context,
  { passe, suite = '' }: Omit<Typed, 'numero'>,
): Promise<Reply> {
  await confirmByPaper(ctx, personOf(ctx), passe)
  return { ...redirect(localPath(suite) ?? SECURITY), cookies: [await proveAgain(ctx)] }
}

export async function paperConfirmAgain(
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> {
  return page(paperConfirmPage(ctx, { next: localPath(one(values, 'suite')) ?? '', problems }), 422)
}

/** POST /compte/securite/papier/retrait */
export async function doGiveUp(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const first = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (first !== null) return first
  await giveUpPaper(ctx, personOf(ctx), writerOf(ctx))
  return redirect(SECURITY, 'Votre code sur papier n’ouvre plus rien.')
}

/** POST /compte/securite/numero */
export async function doAskNumber(ctx: Context): Promise<Reply> {
  await askNumber(ctx, personOf(ctx))
  return redirect(SECURITY, 'Votre compte a un numéro\u00a0: vous pouvez le donner à un agent.')
}
