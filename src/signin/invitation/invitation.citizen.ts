// Handlers of an invitation: what it offers, and its answer.
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { invitationOf, join } from './join.ts'
import { goneInvitationPage, invitationPage } from './pages/invitation.ts'

async function screen(
  ctx: Context,
  view: { token: string; name: string; problems: FieldProblem[] },
): Promise<Reply> {
  const invitation = await invitationOf(ctx, view.token)
  if (invitation === null) return page(goneInvitationPage(ctx), 410)
  return page(invitationPage(ctx, { ...view, invitation }), view.problems.length > 0 ? 422 : 200)
}

/** GET /invitation */
export const showInvitation = (ctx: Context): Promise<Reply> =>
  screen(ctx, { token: one(ctx.query, 'jeton'), name: '', problems: [] })

export const invitationAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  screen(ctx, { token: one(values, 'jeton'), name: one(values, 'name'), problems })

/** POST /invitation */
export async function answerInvitation(
  ctx: Context,
  { jeton: token, name, password }: { jeton: string; name: string; password: string },
): Promise<Reply> {
  try {
    const { session, next } = await join(ctx, {
      token,
      name,
      password,
      ip: ctx.ip,
      oldToken: ctx.sessionToken,
    })
    return { ...redirect(next), cookies: [session.cookie] }
  } catch (error) {
    if (error instanceof NotFound) return page(goneInvitationPage(ctx), 410)
    throw error
  }
}
