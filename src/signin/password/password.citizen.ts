// Handlers: a forgotten password, a new one, a changed one.
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { newPasswordPage, recoverPage, recoverSentPage } from './pages/password.ts'
import { askNewPassword, isRecoveryOpen, recoverPassword } from './recovery.ts'
import { writerOf } from '#people'
import { deadLinkPage } from '../entry/pages/dead-link.ts'

export async function showRecover(ctx: Context): Promise<Reply> {
  return page(recoverPage(ctx, { email: '' }))
}

export async function doRecover(ctx: Context, input: { email: string }): Promise<Reply> {
  await askNewPassword(ctx, { email: input.email, ip: ctx.ip }, writerOf(ctx))
  return redirect('/mot-de-passe-oublie/message')
}

export async function recoverAgain(
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> {
  return page(recoverPage(ctx, { email: one(values, 'email'), problems }), 422)
}

export async function showRecoverSent(ctx: Context): Promise<Reply> {
  return page(recoverSentPage(ctx))
}

const deadLink = (ctx: Context): Reply =>
  page(deadLinkPage(ctx, { href: '/mot-de-passe-oublie', label: 'Demander un nouveau lien' }), 410)

export async function showNewPassword(ctx: Context): Promise<Reply> {
  const token = one(ctx.query, 'jeton')
  return (await isRecoveryOpen(ctx, token)) ? page(newPasswordPage(ctx, { token })) : deadLink(ctx)
}

export async function doNewPassword(
  ctx: Context,
  input: { jeton: string; password: string },
): Promise<Reply> {
  try {
    await recoverPassword(ctx, { token: input.jeton, password: input.password }, writerOf(ctx))
    return redirect('/connexion', 'Votre mot de passe est changé. Connectez-vous avec le nouveau.')
  } catch (error) {
    if (error instanceof NotFound) return deadLink(ctx)
    throw error
  }
}

export async function newPasswordAgain(
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> {
  return page(newPasswordPage(ctx, { token: one(values, 'jeton'), problems }), 422)
}
