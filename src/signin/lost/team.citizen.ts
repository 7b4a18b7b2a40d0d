// Handlers: whoever is in charge resets the factors of an agent; the agent refuses.
import { NotFound } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { territory } from '#territory'
import { RECENT_MINUTES, requireRecent } from '../entry/recent.ts'
import { unlinkAgent } from './unlink-agent.ts'
import { writerOf } from '#people'
import { refuseResetPage, teamPage } from './pages/team.ts'
import { askReset, myTeam, refuseReset, whoAskedReset } from './reset.ts'
import { deadLinkPage } from '../entry/pages/dead-link.ts'

export async function showTeam(ctx: Context): Promise<Reply> {
  const { zone } = await ctx.db.read(ctx.actor, territory)
  return page(teamPage(ctx, await myTeam(ctx, ctx.actor), zone))
}

export async function doAskReset(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const personId = Number(ctx.params.person)
  if (!(await myTeam(ctx, ctx.actor)).some((member) => member.personId === personId)) throw new NotFound()
  const first = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (first !== null) return first
  await askReset(ctx, ctx.actor, personId, writerOf(ctx))
  return redirect(
    '/compte/equipe',
    'C’est demandé. La personne est prévenue\u00a0; rien ne change pendant 24\u00a0heures.',
  )
}

export async function doUnlink(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const personId = Number(ctx.params.person)
  if (!(await myTeam(ctx, ctx.actor)).some((member) => member.personId === personId)) throw new NotFound()
  const first = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (first !== null) return first
  await unlinkAgent(ctx, ctx.actor, personId, writerOf(ctx))
  return redirect(
    '/compte/equipe',
    'Le lien est retiré, et la personne déconnectée partout. Elle est prévenue.',
  )
}

const deadLink = (ctx: Context): Reply =>
  page(deadLinkPage(ctx, { href: '/connexion', label: 'Se connecter' }), 410)

/** Shows a button and cancels nothing: mail scanners open links before people do. */
export async function showRefuse(ctx: Context): Promise<Reply> {
  const token = one(ctx.query, 'jeton')
  const by = await whoAskedReset(ctx, token)
  return by === null ? deadLink(ctx) : page(refuseResetPage(ctx, token, by))
}

export async function doRefuse(ctx: Context, { jeton }: { jeton: string }): Promise<Reply> {
  try {
    await refuseReset(ctx, jeton, writerOf(ctx))
    return redirect(
      '/connexion',
      'La réinitialisation est annulée. Vos moyens de connexion restent les mêmes.',
    )
  } catch (error) {
    if (error instanceof NotFound) return deadLink(ctx)
    throw error
  }
}
