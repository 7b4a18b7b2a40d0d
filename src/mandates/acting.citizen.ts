// Handlers of the helper: answer an invitation, act for somebody, stop.
import { lentTo } from '#platform/actor.ts'
import { NotFound, Unauthenticated } from '#platform/errors.ts'
import { type Context, one, page, type Reply, redirect } from '#platform/http/route.ts'
import { localPath } from '#platform/http/local-path.ts'
import { profileOf } from '#people'
import { writerOf } from '#people'
import { startActing, stopActing } from './acting.ts'
import { answerInvitation, seeInvitation } from './mandate.ts'
import { COLLABORATORS, MANDATES } from './mails.ts'
import { selfOf } from './mandates.citizen.ts'
import { deadInvitationPage, invitationPage } from './pages/invitation.ts'

async function deadLink(ctx: Context): Promise<Reply> {
  const profile = await ctx.db.read(ctx.actor, (tx) => profileOf(tx, selfOf(ctx)))
  return page(deadInvitationPage(ctx, profile?.email ?? null), 410)
}

/** Shows buttons and changes nothing: mail scanners open links before people do. */
export async function showInvitation(ctx: Context): Promise<Reply> {
  const token = one(ctx.query, 'jeton')
  const invitation = await seeInvitation(ctx, token, selfOf(ctx))
  return invitation === null ? deadLink(ctx) : page(invitationPage(ctx, token, invitation))
}

export async function doAnswer(
  ctx: Context,
  { jeton: token, choix }: { jeton: string; choix: 'accepter' | 'refuser' },
): Promise<Reply> {
  const accepts = choix === 'accepter'
  try {
    const { personName } = await answerInvitation(
      ctx,
      { token, helperId: selfOf(ctx), accepts },
      writerOf(ctx),
    )
    return redirect(
      MANDATES,
      accepts ? `Vous pouvez maintenant agir pour ${personName}.` : 'Vous avez refusé. Rien ne change.',
    )
  } catch (error) {
    if (error instanceof NotFound) return deadLink(ctx)
    throw error
  }
}

export async function doAct(ctx: Context, { suite }: { suite: string }): Promise<Reply> {
  const { sessionToken: token } = ctx
  if (token === null) throw new Unauthenticated()
  const { kind } = await startActing(ctx, { helperId: selfOf(ctx), token }, ctx.params.id ?? '')
  return redirect(kind === 'collaborator' ? ctx.door.onBehalf : (localPath(suite) ?? '/compte'))
}

/** Also answers whose mandate ended meanwhile: they act in their own name already. */
export async function doStop(ctx: Context, { suite }: { suite: string }): Promise<Reply> {
  const { actor, sessionToken } = ctx
  const helperId = actor.by?.personId ?? actor.personId
  if (helperId === null || sessionToken === null) throw new Unauthenticated()
  await stopActing(ctx, helperId, sessionToken)
  const said = actor.by ? `Vous n’agissez plus pour ${actor.by.personName}.` : 'Vous agissez en votre nom.'
  return redirect(localPath(suite) ?? (lentTo(actor) === null ? MANDATES : COLLABORATORS), said)
}
